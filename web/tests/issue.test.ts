// What the panel of issuing sends, and what it does not let be sent.

import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'

import IssuePanel from '@/pages/figure/IssuePanel.vue'
import { open, serve } from './world'

enableAutoUnmount(afterEach)
afterEach(() => {
  vi.unstubAllGlobals()
  document.body.innerHTML = ''
})

describe('issuing', () => {
  it('reports the day that is looked at, and nothing that has no value', async () => {
    const sent = serve(({ path, query }) => {
      if (path === '/freezes') return { report: 'z.9.1', cited: 8 }
      const ids = (query.get('indicator') ?? '').split(',')
      return { figures: ids.map((id) => ({ definition: { id, unit: '个', label: id },
        answer: id === 'value' ? null : { value: '8', shown: '8' } })) }
    })
    const view = { zone: 'z', period: '2023', valid: '2023-12-31', known: undefined }
    const panel = await open(IssuePanel, { indicator: 'many', view })
    const box = (id: string) => document.querySelector<HTMLInputElement>(`[data-indicator=${id}]`)!
    expect(box('value').disabled).toBe(true)
    expect(box('many').checked).toBe(true)
    const button = document.querySelector<HTMLButtonElement>('[data-test=send-issue]')!
    expect(button.disabled).toBe(true)
    const title = document.querySelector<HTMLInputElement>('[name=title]')!
    title.value = '月报'
    title.dispatchEvent(new Event('input'))
    box('many_rate').click()
    await flushPromises()
    expect(button.disabled).toBe(false)
    document.querySelector('[data-test=issuing]')!.dispatchEvent(new Event('submit'))
    await flushPromises()
    expect(sent.find((asked) => asked.path === '/freezes')?.body).toEqual({
      title: '月报', signer: '示例人员01', zone: 'z', period: '2023', on: '2024-01-15',
      valid: '2023-12-31', indicators: ['many', 'many_rate'],
    })
    expect(panel.emitted('close')).toHaveLength(1)
  })
})

it('names why a figure cannot be issued, and issues none that cannot', async () => {
  const told: Record<string, object> = {
    value: { answer: null, kept_back: true },
    typed: { answer: { value: null, shown: '—', gap: 'nothing', missing: [] } },
    many: { answer: { value: '8', shown: '8' } },
    many_rate: { answer: { value: null, shown: '—' } },
  }
  const sent = serve(({ path, query }) => {
    if (path === '/freezes') return { report: 'z.9.1', cited: 8 }
    const ids = (query.get('indicator') ?? '').split(',')
    return { figures: ids.map((id) => ({ definition: { id, unit: '个', label: id }, ...told[id] })) }
  })
  const view = { zone: 'z', period: '2023', valid: '2023-12-31', known: undefined }
  await open(IssuePanel, { indicator: 'typed', view })
  const why = (id: string) => document.querySelector(`[data-absence=${id}]`)?.textContent?.trim()
  expect(why('value')).toContain('不显示')
  expect(why('typed')).toContain('还没有人填报')
  expect(why('many_rate')).toContain('分母是零')
  const box = (id: string) => document.querySelector<HTMLInputElement>(`[data-indicator=${id}]`)!
  expect(['value', 'typed', 'many', 'many_rate'].map((id) => box(id).disabled)).toEqual([true, true, false, true])
  const title = document.querySelector<HTMLInputElement>('[name=title]')!
  title.value = '月报'
  title.dispatchEvent(new Event('input'))
  await flushPromises()
  const button = document.querySelector<HTMLButtonElement>('[data-test=send-issue]')!
  expect(button.disabled).toBe(true) // the one that is chosen has no number
  box('many').click()
  await flushPromises()
  document.querySelector('[data-test=issuing]')!.dispatchEvent(new Event('submit'))
  await flushPromises()
  expect(sent.find((asked) => asked.path === '/freezes')?.body).toMatchObject({ indicators: ['many'] })
})
