// The page of one record: what is written there of the day that it shows.

import { enableAutoUnmount, flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { Letter } from '@/api/entries'
import RecordPage from '@/pages/RecordPage.vue'
import { session } from '@/state/session'
import { open, record, refusal, serve, type Sent } from './world'

enableAutoUnmount(afterEach)
beforeEach(() => localStorage.clear())
afterEach(() => {
  vi.unstubAllGlobals()
  document.body.innerHTML = ''
})

const end = '9999-12-31'
const amount = (valid_from: string, now: number, kind = 'change') => ({
  seq: 1, known: '2023-01-01T00:00:00Z', actor: '', approved_by: '', source: '', reason: '',
  changes: [{ kind, valid_from, valid_to: end, fields: { total_investment: { old: [], new: now } } }],
})
const entries = [amount('2023-01-01', 100000000, 'create'), amount('2023-06-01', 230000000)]
const told = {
  exists: true, record: record('z.2.1', '示例项目01', { name: '示例项目01', total_investment: 100000000 }),
  read: { now: { z: '2024-01-12T01:30:00Z' } },
}
const props = { register: 'project', id: 'z.2.1' }

function answering(history: () => unknown): Sent[] {
  return serve(({ path }) => {
    if (path.endsWith('/history')) return history()
    return path === '/entries' ? { seq: 1, made: {} } : told
  })
}

async function edit(page: VueWrapper, kind: 'change' | 'correct'): Promise<void> {
  await page.find('button.btn.p').trigger('click')
  await flushPromises()
  const set = (selector: string, value: string): void => {
    const input = document.querySelector<HTMLInputElement>(selector)!
    input.value = value
    input.dispatchEvent(new Event('input'))
  }
  set('[data-edit=total_investment]', '0.02')
  set('[data-test=entry] [data-test=source]', '纸')
  document.querySelector<HTMLInputElement>(`[data-test=entry] [data-test=${kind}]`)!.click()
  await flushPromises()
}

const sendButton = () => document.querySelector<HTMLButtonElement>('[data-test=send]')!

describe('a conflict in a form', () => {
  it('keeps what was typed beside what it says now, and is settled there', async () => {
    const there = record('z.2.1', '示例项目01', { name: '示例项目01', total_investment: 300000000 })
    let isMet = false
    const sent = serve(({ path }) => {
      if (path.endsWith('/history')) return { entries }
      if (path !== '/entries') return isMet ? { ...told, record: { ...there, known: '2024-01-11T00:00:00Z' }, read: {} } : told
      const isFirst = !isMet
      isMet = true
      return isFirst ? refusal(409, 'ledger.conflict') : { seq: 1, made: {} }
    })
    const page = await open(RecordPage, props, { zone: 'z' })
    await edit(page, 'change')
    const submit = async () => {
      document.querySelector('[data-test=entry]')!.dispatchEvent(new Event('submit'))
      await flushPromises()
    }
    await submit()
    expect(document.querySelector('[data-met=total_investment]')?.textContent).toContain('0.03')
    document.querySelector<HTMLButtonElement>('[data-test=mine]')!.click()
    await flushPromises()
    expect(document.querySelector('[data-test=entry-problem]')).toBeNull()
    await submit()
    const [before, after] = sent.filter((asked) => asked.path === '/entries').map((asked) => asked.body as Letter)
    expect(after?.seen).toEqual({ 'z.2.1': '2024-01-11T00:00:00Z' })
    expect(after?.changes).toEqual(before?.changes)
  })
})

describe('a history that cannot be read', () => {
  it('is none to correct by: it says so, and is read again', async () => {
    let isThere = false
    answering(() => (isThere ? { entries } : new Error('gone')))
    const page = await open(RecordPage, props, { zone: 'z' })
    await edit(page, 'correct')
    expect(sendButton().disabled).toBe(true)
    const said = document.querySelector('[data-test=entry] .state')!
    isThere = true
    said.querySelector('button')!.click()
    await flushPromises()
    expect(document.querySelector('[data-test=entry] .state')).toBeNull()
    expect(sendButton().disabled).toBe(false)
  })
})

describe('what is typed in a form', () => {
  it('is nobody else’s on the same device', async () => {
    answering(() => ({ entries }))
    const typed = () => document.querySelector<HTMLInputElement>('[data-edit=total_investment]')?.value
    const page = await open(RecordPage, props, { zone: 'z' })
    await edit(page, 'change')
    page.unmount()
    const own = session.me.value!
    for (const [login, value] of [['other', '0.01'], [own.login, '0.02']] as const) {
      session.me.value = { ...own, login }
      const again = await open(RecordPage, props, { zone: 'z' })
      await again.find('button.btn.p').trigger('click')
      await flushPromises()
      expect(typed()).toBe(value)
      again.unmount()
    }
  })
})

describe('a record on a past day', () => {
  it.each([
    ['correct', '2023-01-01'],
    ['change', '2023-03-01'],
  ] as const)('is written of that day (%s)', async (kind, from) => {
    const sent = answering(() => ({ entries }))
    const page = await open(RecordPage, props, { zone: 'z', asof: '2023-03-01' })
    await edit(page, kind)
    document.querySelector('[data-test=entry]')!.dispatchEvent(new Event('submit'))
    await flushPromises()
    const letter = sent.find((asked) => asked.path === '/entries')?.body as Letter
    expect(letter.changes).toEqual([{ register: 'project', id: 'z.2.1', kind, valid_from: from,
      valid_to: '2023-06-01', fields: { total_investment: 200000000 } }])
    expect(letter.seen).toEqual({ 'z.2.1': '2024-01-12T01:30:00Z' })
  })

  it('keeps what is typed there apart from today’s', async () => {
    answering(() => ({ entries }))
    const then = await open(RecordPage, props, { zone: 'z', asof: '2023-03-01' })
    await edit(then, 'correct')
    then.unmount()
    const now = await open(RecordPage, props, { zone: 'z' })
    await now.find('button.btn.p').trigger('click')
    await flushPromises()
    expect(document.querySelector<HTMLInputElement>('[data-edit=total_investment]')?.value).toBe('0.01')
  })
})
