// Writing in the cells of a list: what is typed, filled, pasted and sent.

import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { Letter } from '@/api/entries'
import LedgerTable from '@/parts/LedgerTable.vue'
import PastePreview from '@/pages/register/PastePreview.vue'
import RegisterList from '@/pages/register/RegisterList.vue'
import { useCells } from '@/state/cells'
import { session } from '@/state/session'
import { cellsOf, planPaste, typedOf } from '@/state/paste'
import { field, open, project, record, refusal, serve, use } from './world'

enableAutoUnmount(afterEach)
beforeEach(() => localStorage.clear())
afterEach(() => {
  vi.unstubAllGlobals()
  document.body.innerHTML = ''
})

const first = record('z.2.1', '示例项目01', { name: '示例项目01', stage: 'signed', total_investment: 230000000 })
const second = record('z.2.2', '示例项目02', { name: '示例项目02', stage: 'signed', total_investment: null })
const named = (name: string) => project.fields.find((one) => one.name === name)!

describe('what a spreadsheet copies', () => {
  it.each([
    ['a\tb\r\nc\td\r\n', [['a', 'b'], ['c', 'd']]],
    ['a', [['a']]],
    ['a\n\nc', [['a'], [''], ['c']]],
    ['"two\nlines"\tx', [['two\nlines', 'x']]],
    ['"she said ""no"""', [['she said "no"']]],
    ['5" pipe', [['5" pipe']]],
    ['', [['']]],
  ])('%j are its cells', (text, cells) => expect(cellsOf(text)).toEqual(cells))

  it.each([
    [field('d', 'date'), '2023/6/1', '2023-06-01'],
    [field('d', 'date'), '2023年6月1日', '2023-06-01'],
    [field('d', 'date'), '2023-02-30', undefined],
    [field('d', 'date'), '6月底', undefined],
    [field('m', 'month'), '2023.6', '2023-06'],
    [field('a', 'money', { unit: '亿元' }), '1,234.5', '1234.5'],
    [field('a', 'money', { unit: '万元' }), '1，234，567.5 万元', '1234567.5'],
    [field('a', 'money', { unit: '亿元' }), '1,5', undefined],
    [field('a', 'money', { unit: '亿元' }), '12,34', undefined],
    [field('n', 'integer'), '−1,234', '-1234'],
    [field('n', 'decimal'), '1,5', undefined],
    [field('n', 'decimal'), '—', ''],
    [named('name'), '', undefined],
    [named('name'), '—', undefined],
    [field('t', 'text'), '', ''],
    [field('a', 'money', { unit: '亿元' }), '2.3亿元', '2.3'],
    [field('a', 'money', { unit: '亿元' }), '约3亿', undefined],
    [field('n', 'integer', { unit: '个' }), '12 个', '12'],
    [named('stage'), 'signed', 'signed'],
    [named('stage'), '不知道', undefined],
    [field('t', 'text'), ' 甲 ', '甲'],
  ])('%# is read by its field, or not at all', (of, given, typed) =>
    expect(typedOf(of, given, undefined)).toBe(typed))

  it('names a record only where one is called so', () => {
    const options = [{ value: 'z.1.1', label: '甲' }, { value: 'z.1.2', label: '乙' }, { value: 'z.1.3', label: '乙' }]
    expect(typedOf(named('manager'), '甲', options)).toBe('z.1.1')
    expect(typedOf(named('manager'), '乙', options)).toBeUndefined()
    expect(typedOf(named('manager'), '丙', options)).toBeUndefined()
  })

  it('fills downward, and says what found no place', () => {
    const plan = planPaste('1\tx\n2\ty\n3\tz', {
      row: 0, column: 0, records: [first, second], fields: [named('total_investment'), named('name')],
      mayEdit: (of) => of.name !== 'name', optionsOf: () => undefined,
    })
    expect(plan.cells.map((cell) => [cell.record.id, cell.typed])).toEqual([['z.2.1', '1'], ['z.2.2', '2']])
    expect(plan.rowsBeyond).toBe(1)
    expect(plan.columnsBeyond).toBe(0)
    expect(plan.notEditable).toEqual(['name'])
  })
})

it('of a paste, columns without a field are counted', async () => {
  const plan = planPaste('1\t2\t3\n4', {
    row: 0, column: 1, records: [first, second], fields: [named('name'), named('total_investment')],
    mayEdit: () => true, optionsOf: () => undefined,
  })
  expect(plan.cells.map((cell) => cell.typed)).toEqual(['1', '4'])
  expect(plan.columnsBeyond).toBe(2)
  serve(() => ({}))
  await open(PastePreview, { plan, register: project, shown: (_: unknown, typed: string) => typed })
  expect(document.querySelector('[data-test=columns-beyond]')?.textContent).toContain('2 列')
})

describe('cells that are not sent', () => {
  const amount = named('total_investment')

  it('are an entry for each record, cross off what was entered, and keep what was refused', async () => {
    const sent = serve(({ path, body }) => {
      if (path.endsWith('/history')) return { entries: [] }
      const letter = body as Letter
      return letter.changes[0]?.id === 'z.2.2' ? new Error('gone') : { seq: 1, made: {} }
    })
    const cells = await use(() => useCells(project))
    cells.type(first, amount, '2.4')
    cells.type(second, amount, '1')
    cells.type(second, named('stage'), 'started')
    expect(cells.lacks.value).toBe('kind') // an amount: nothing is chosen beforehand
    cells.unsent.value.kind = 'change'
    cells.unsent.value.source = '纸'
    expect(cells.lacks.value).toBeUndefined()
    expect(await cells.send('append')).toBe(1)
    const letters = sent.filter((asked) => asked.path === '/entries').map((asked) => asked.body as Letter)
    expect(letters[0]).toMatchObject({ zone: 'z', seen: { 'z.2.1': first.known },
      changes: [{ id: 'z.2.1', kind: 'change', fields: { total_investment: 24000000000 } }] })
    expect(letters[1]?.changes[0]?.fields).toEqual({ total_investment: 10000000000, stage: 'started' })
    expect(cells.unsent.value.rows.map((row) => row.record.id)).toEqual(['z.2.2'])
    expect(cells.refusals.value['z.2.2']?.isOffline).toBe(true)

    // sent again it is the same entry; changed it is another
    const key = letters[1]?.key
    await cells.send('append')
    expect((sent[sent.length - 1]?.body as Letter).key).toBe(key)
    cells.type(second, amount, '1.5')
    expect(cells.unsent.value.rows[0]?.key).not.toBe(key)
  })

  it('are kept on the device, and are none once they are as before', async () => {
    serve(() => ({}))
    const cells = await use(() => useCells(project))
    cells.type(first, amount, '2.4')
    await flushPromises()
    const again = await use(() => useCells(project))
    expect(again.typed(first, amount)).toBe('2.4')
    again.type(first, amount, '0.023')
    await flushPromises()
    expect(again.count.value).toBe(0)
    expect(localStorage.length).toBe(0)
  })

  it('are nobody else’s on the same device', async () => {
    serve(() => ({}))
    const cells = await use(() => useCells(project))
    cells.type(first, amount, '2.4')
    await flushPromises()
    const own = session.me.value
    session.me.value = { ...own!, login: 'other' }
    const others = await use(() => useCells(project))
    expect(others.count.value).toBe(0)
    session.me.value = own
  })

  it('are not sent while one cannot be read', async () => {
    serve(() => ({}))
    const cells = await use(() => useCells(project))
    cells.type(first, amount, 'viel')
    cells.unsent.value.kind = 'change'
    cells.unsent.value.source = '纸'
    expect(cells.isWrong(first, amount)).toBe(true)
    expect(cells.lacks.value).toBe('wrong')
  })
})

describe('a conflict in cells', () => {
  const amount = named('total_investment')
  const now = { ...first, known: '2024-01-10T00:00:00Z', fields: { ...first.fields, total_investment: 250000000, stage: 'started' } }

  async function met(code = 'ledger.conflict') {
    let isMet = false
    const sent = serve(({ path, body }) => {
      if (path === '/records/project/z.2.1') return { exists: true, record: now }
      if (path.startsWith('/records/')) return { records: path === '/records/project' ? [first] : [], next: null, count: 1 }
      if (path !== '/entries') return {}
      const isFirst = !isMet
      isMet = true
      return isFirst && (body as Letter) ? refusal(409, code, '服务器的话') : { seq: 1, made: {} }
    })
    const page = await open(RegisterList, { register: project, at: { valid: '2024-01-15', known: undefined },
      view: { zone: 'z', period: '2023', valid: '2023-12-31', known: undefined } })
    await page.find('[data-cell="0:4"]').trigger('dblclick')
    await page.find('[data-test=cell]').setValue('2.4')
    await page.find('[data-test=cell]').trigger('blur')
    await page.find('[data-test=change]').setValue()
    await page.find('[data-test=source]').setValue('纸')
    await page.find('[data-test=unsent]').trigger('submit')
    await flushPromises()
    return { page, sent }
  }
  const letters = (sent: readonly { path: string; body: unknown }[]) =>
    sent.filter((asked) => asked.path === '/entries').map((asked) => asked.body as Letter)

  it('shows both, and what is kept is sent as of what was seen then', async () => {
    const { page, sent } = await met()
    const told = page.find('[data-test=conflict]')
    expect(told.find('[data-met=total_investment]').text()).toContain('0.025 亿元')
    expect(told.find('[data-met=total_investment]').text()).toContain('2.40 亿元')
    expect(told.text()).toContain('别人还改了：stage')
    await told.find('[data-test=mine]').trigger('click')
    await flushPromises()
    await page.find('[data-test=unsent]').trigger('submit')
    await flushPromises()
    expect(letters(sent).map((letter) => letter.seen)).toEqual([{ 'z.2.1': first.known }, { 'z.2.1': now.known }])
    expect(letters(sent)[1]?.changes[0]?.fields).toEqual({ [amount.name]: 24000000000 })
    expect(letters(sent)[1]?.key).not.toBe(letters(sent)[0]?.key)
  })

  it('leaves what the other wrote where that is chosen', async () => {
    const { page, sent } = await met()
    await page.find('[data-test=theirs]').trigger('click')
    await flushPromises()
    expect(page.find('[data-test=unsent]').exists()).toBe(false)
    expect(letters(sent)).toHaveLength(1)
  })

  it('is none where the ledger says something else', async () => {
    const { page } = await met('ledger.later_values')
    expect(page.find('[data-test=entry-problem]').text()).toBe('服务器的话')
  })
})

describe('the list by keys', () => {
  const view = { zone: 'z', period: '2023', valid: '2023-12-31', known: undefined }
  const at = { valid: '2024-01-15', known: undefined }
  async function list(known?: string) {
    serve(({ path }) => path === '/records/project'
      ? { records: [first, second], next: null, count: 2 } : { records: [], next: null, count: 0 })
    return open(RegisterList, { register: project, view: { ...view, known }, at: { ...at, known } })
  }
  const present = () => (document.activeElement as HTMLElement | null)?.dataset['cell']
  const press = async (key: string, more: object = {}) => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more })
    document.activeElement?.dispatchEvent(event)
    await flushPromises()
    return event
  }

  it('Enter edits and goes down, Tab to the right, Esc leaves it as it was', async () => {
    const page = await list()
    page.find<HTMLElement>('[data-cell="0:4"]').element.focus()
    await press('Enter')
    await page.find('[data-test=cell]').setValue('2.4')
    await press('Enter')
    expect(present()).toBe('1:4')
    expect(page.find('[data-cell="0:4"]').classes()).toContain('unsent')
    await press('Enter')
    await page.find('[data-test=cell]').setValue('9')
    await press('Escape')
    expect(present()).toBe('1:4')
    expect(page.find('[data-cell="1:4"]').classes()).not.toContain('unsent')
    await press('d', { code: 'KeyD', ctrlKey: true })
    expect(page.find('[data-cell="1:4"]').text()).toBe('2.40')
    await press('Tab', { shiftKey: true })
    expect(present()).toBe('1:3')
    expect(page.find('[data-test=unsent]').text()).toContain('2 格未提交，共 2 条')
  })

  it('what was sent is read anew, although the bar is gone with the last cell', async () => {
    let stands = 230000000
    const sent = serve(({ path, body }) => {
      if (path === '/entries') {
        stands = (body as Letter).changes[0]!.fields['total_investment'] as number
        return { seq: 1, made: {} }
      }
      const now = { ...first, fields: { ...first.fields, total_investment: stands } }
      return { records: path === '/records/project' ? [now] : [], next: null, count: 1 }
    })
    const page = await open(RegisterList, { register: project, view, at })
    await page.find('[data-cell="0:4"]').trigger('dblclick')
    await page.find('[data-test=cell]').setValue('2.4')
    await page.find('[data-test=cell]').trigger('blur')
    await page.find('[data-test=change]').setValue()
    await page.find('[data-test=source]').setValue('纸')
    await page.find('[data-test=unsent]').trigger('submit')
    await flushPromises()
    expect(page.find('[data-test=unsent]').exists()).toBe(false)
    expect(sent.filter((asked) => asked.path === '/records/project')).toHaveLength(2)
    expect(page.find('[data-cell="0:4"]').text()).toBe('2.40')
  })

  it('are closed while they are sent, so that nothing typed meanwhile is crossed off with it', async () => {
    let answer: (receipt: object) => void = () => {}
    serve(({ path }) => path === '/entries' ? new Promise((done) => (answer = done))
      : { records: path === '/records/project' ? [first, second] : [], next: null, count: 2 })
    const page = await open(RegisterList, { register: project, view, at })
    const type = async (text: string) => {
      await page.find('[data-cell="0:4"]').trigger('dblclick')
      await page.find('[data-test=cell]').setValue(text)
      await page.find('[data-test=cell]').trigger('blur')
    }
    await type('2.4')
    await page.find('[data-test=change]').setValue()
    await page.find('[data-test=source]').setValue('纸')
    await page.find('[data-test=unsent]').trigger('submit')
    await page.find('[data-cell="0:4"]').trigger('dblclick')
    expect(page.find('[data-test=cell]').exists()).toBe(false)
    expect(page.find('[data-cell="0:4"]').attributes('aria-readonly')).toBe('true')
    expect(page.find('[data-test=unsent] fieldset').attributes('disabled')).toBeDefined()
    answer({ seq: 1, made: {} })
    await flushPromises()
    await type('2.5')
    expect(page.find('[data-cell="0:4"]').text()).toBe('2.50')
  })

  it('what is being typed stays with its record when the lines move', async () => {
    let told = [first, second]
    serve(({ path }) => ({ records: path === '/records/project' ? told : [], next: null, count: 2 }))
    const page = await open(RegisterList, { register: project, view, at })
    const lines = page.findComponent(LedgerTable)
    const shown = (index: number) => page.find(`[data-cell="${index}:4"]`)
    await shown(0).trigger('dblclick')
    await page.find('[data-test=cell]').setValue('7.77')
    told = [second, first]
    await page.setProps({ at: { ...at, valid: '2024-01-14' } })
    await flushPromises()
    expect(lines.props('records')[1]?.id).toBe(first.id)
    await page.find('[data-test=cell]').trigger('blur')
    expect([shown(0).classes().includes('unsent'), shown(1).text()]).toEqual([false, '7.77'])

    await shown(1).trigger('dblclick') // a line that goes keeps what was typed
    await page.find('[data-test=cell]').setValue('8.88')
    told = [second]
    await page.setProps({ at })
    await flushPromises()
    expect(page.find('[data-test=cell]').exists()).toBe(false)
    told = [second, first]
    await page.setProps({ at: { ...at, valid: '2024-01-14' } })
    await flushPromises()
    expect(shown(1).text()).toBe('8.88')
  })

  it('copies nothing where there is nothing, and numbers as a spreadsheet reads them', async () => {
    const lost = record('z.2.3', '示例项目03', { name: '示例项目03', total_investment: -230000000 })
    serve(({ path }) => ({ records: path === '/records/project' ? [second, lost] : [], next: null, count: 2 }))
    const page = await open(RegisterList, { register: project, view, at })
    const copied: string[] = []
    for (const row of [0, 1]) {
      page.find<HTMLElement>(`[data-cell="${row}:4"]`).element.focus()
      const event = new Event('copy', { bubbles: true, cancelable: true })
      Object.assign(event, { clipboardData: { setData: (_: string, text: string) => copied.push(text) } })
      document.activeElement?.dispatchEvent(event)
    }
    expect(copied).toEqual(['', '-0.023'])
  })

  it('nobody is caught: Esc leaves, and Tab at the end is the browser’s', async () => {
    const page = await list()
    page.find<HTMLElement>('[data-cell="1:5"]').element.focus()
    expect((await press('Tab')).defaultPrevented).toBe(false)
    await press('Escape')
    expect(present()).toBeUndefined()
  })

  it('nothing is written in the past', async () => {
    const page = await list('2023-12-20')
    expect(page.find('[data-cell]').exists()).toBe(false)
  })
})
