// Small parts of the pages of accounts.

import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'

import GrantRole from '@/pages/accounts/GrantRole.vue'
import OpenAccount from '@/pages/accounts/OpenAccount.vue'
import RecordPicker from '@/pages/register/RecordPicker.vue'
import SureButton from '@/parts/SureButton.vue'
import { session } from '@/state/session'
import { open, serve } from './world'

enableAutoUnmount(afterEach)
afterEach(() => {
  vi.unstubAllGlobals()
  document.body.innerHTML = ''
})

describe('a button that asks', () => {
  it('acts with the second click, and asks anew once it is left', async () => {
    const button = mount(SureButton, { props: { label: '收回', sure: '确认收回' } })
    await button.trigger('click')
    expect(button.emitted('act')).toBeUndefined()
    await button.trigger('blur')
    await button.trigger('click')
    expect(button.text()).toBe('确认收回')
    expect(button.emitted('act')).toBeUndefined()
    await button.trigger('click')
    expect(button.emitted('act')).toHaveLength(1)
  })
})

describe('a new account', () => {
  it('is no record of another zone’s staff', async () => {
    const sent = serve(({ path }) => path === '/records/staff'
      ? { records: [], next: null, count: 0 } : { id: 'z.1.9' })
    await session.restore()
    const own = session.me.value!
    session.me.value = { ...own, zones: [...own.zones, { code: 'y', name: 'Y', parent: null }] }
    const panel = await open(OpenAccount, { zone: 'z' })
    const form = document.querySelector('[data-test=new-account]')!
    const set = (name: string, value: string): void => {
      const input = form.querySelector<HTMLInputElement>(`[name=${name}]`)!
      input.value = value
      input.dispatchEvent(new Event(name === 'zone' ? 'change' : 'input'))
    }
    set('login', 'wang')
    set('name', '王')
    panel.findComponent(RecordPicker).vm.$emit('update:modelValue', 'z.1.7')
    set('zone', 'y')
    await flushPromises()
    form.dispatchEvent(new Event('submit'))
    await flushPromises()
    expect(sent.find((asked) => asked.path === '/accounts')?.body).toEqual(
      { login: 'wang', name: '王', zone: 'y', language: 'zh' })
    session.me.value = own
  })
})

describe('a grant', () => {
  it('names the last day to people, and the first day without it to the server', async () => {
    const sent = serve(() => ({ id: 'z.1.9' }))
    const account = { id: 'z.1.5', login: 'wang', name: '王', me: '', home: 'z', grants: [] }
    const roles = [{ name: 'manager', label: { zh: '项目经理', en: 'Manager' }, about: '' }]
    const panel = await open(GrantRole, { account, roles, zone: 'z' })
    const form = document.querySelector('[data-test=new-grant]')!
    const set = (name: string, value: string): void => {
      const input = form.querySelector<HTMLInputElement>(`[name=${name}]`)!
      input.value = value
      input.dispatchEvent(new Event(name === 'role' ? 'change' : 'input'))
    }
    set('role', 'manager')
    set('last', '2024-02-29')
    await flushPromises()
    form.dispatchEvent(new Event('submit'))
    await flushPromises()
    const grant = sent.find((asked) => asked.path === '/accounts/z.1.5/grants')
    expect(grant?.body).toEqual({ role: 'manager', zone: 'z', to: '2024-03-01' })
    expect(panel.emitted('granted')).toHaveLength(1)
  })
})
