// A text beside the ledger, and a message that becomes an entry, against a server that answers as each
// test says.

import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { Letter } from '@/api/entries'
import type { HeldFigure, HeldValue, Reconciled } from '@/api/reconcile'
import { setLanguage } from '@/i18n'
import BulletinPage from '@/pages/BulletinPage.vue'
import BulletinsPage from '@/pages/BulletinsPage.vue'
import CheckPage from '@/pages/CheckPage.vue'
import MessagePage from '@/pages/MessagePage.vue'
import { closingLetter, countsOf, recordsOf } from '@/state/bulletins'
import { linesOf, piecesOf, wordsOf } from '@/state/marked'
import { figurePage, meant, surest, wordingOf } from '@/state/reconciled'
import { open, record, serve } from './world'

enableAutoUnmount(afterEach)
beforeEach(() => {
  localStorage.clear()
  sessionStorage.clear()
  Element.prototype.scrollIntoView = () => undefined // jsdom has no layout
})
afterEach(async () => {
  await setLanguage('zh')
  vi.unstubAllGlobals()
  document.body.innerHTML = ''
})

// Bytes of a part of a text.
function placeIn(text: string, part: string, key = part) {
  const before = text.slice(0, text.indexOf(part))
  const start = new TextEncoder().encode(before).length
  return { key, start, end: start + new TextEncoder().encode(part).length }
}

describe('a marked text', () => {
  it('is cut at bytes, whatever signs stand before', () => {
    const text = 'a开工😀8个，é总投资11.63亿元'
    const pieces = piecesOf(text, [placeIn(text, '11.63亿元'), placeIn(text, '8个')])
    expect(pieces).toEqual([
      { text: 'a开工😀' }, { text: '8个', key: '8个' }, { text: '，é总投资' },
      { text: '11.63亿元', key: '11.63亿元' },
    ])
  })

  it('marks each sign once', () => {
    const places = [{ key: 'a', start: 0, end: 4 }, { key: 'b', start: 2, end: 6 }]
    expect(piecesOf('12345678', places)).toEqual([{ text: '1234', key: 'a' }, { text: '5678' }])
  })

  it('has lines that are counted as articles count them', () => {
    const text = '标题\n\n签约6个\n完'
    const lines = linesOf(text, [placeIn(text, '6个')])
    expect(lines.map((line) => [line.number, line.pieces.map((piece) => piece.text).join('|')]))
      .toEqual([[1, '标题'], [2, ''], [3, '签约|6个'], [4, '完']])
  })

  it('tells of each figure its words and what is said before', () => {
    const text = '全年办结政务服务事项 507 项，新增就业 1200 人、9 场'
    const said = wordsOf(text, [placeIn(text, '507 项', 'a'), placeIn(text, '1200 人', 'b'),
      placeIn(text, '9 场', 'c')])
    expect(said['a']).toEqual({ wording: '507 项', before: '全年办结政务服务事项' })
    expect(said['b']).toEqual({ wording: '1200 人', before: '新增就业' })
    expect(said['c']).toEqual({ wording: '9 场', before: '' })
  })
})

const value = (more: Partial<HeldValue> = {}): HeldValue => ({
  definition: 'value', label: '总投资', period: '2023', valid: '2023-12-31', known: null,
  value: '11.63', shown: '11.63 亿元', rank: 2, agrees: false, ...more,
})
const figure = (id: string, at: { start: number; end: number }, more: Partial<HeldFigure> = {}): HeldFigure => ({
  id, article: 'a1', start: at.start, end: at.end, indicator: 'x', measure: 'level', modality: 'actual',
  unit: '亿元', zone: 'z', verdict: 'agrees', values: [value({ agrees: true })], ways: [], ...more,
})

describe('what could be meant', () => {
  it('is of the surest alone, each once, where it agrees', () => {
    const all = [
      value({ valid: '2023-11-30' }), value({ agrees: true }), value({ definition: 'many' }),
      value({ definition: 'far', rank: 1 }),
    ]
    const of = figure('f1', { start: 0, end: 1 }, { values: all })
    expect(meant(of).map((one) => [one.definition, one.agrees])).toEqual([['value', true], ['many', false]])
    expect(surest(of)).toBe(all[1])
  })

  it('leads to the pair at which it was read', () => {
    expect(figurePage(value({ known: '2023-12-20T15:59:59.999999Z' }), 'z')).toEqual({
      name: 'figure', params: { id: 'value' }, hash: '#records',
      query: { zone: 'z', period: '2023', asof: '2023-12-31', known: '2023-12-20T15:59:59.999999Z' },
    })
    expect(figurePage(value(), 'z')).toMatchObject({ query: { zone: 'z', period: '2023', asof: '2023-12-31' } })
  })

  it('is worded as closely as the text is', () => {
    expect(wordingOf(value(), '11.36 亿元')).toBe('11.63 亿元')
    expect(wordingOf(value(), '11.36亿元')).toBe('11.63亿元')
  })
})

const draft = '开工一批总投资 11.36 亿元，签约 6 个，新增就业 1200 人'
const answered: Reconciled = {
  figures: [
    figure('f1', placeIn(draft, '11.36 亿元'), {
      verdict: 'differs', values: [value()],
      ways: [{ ...value({ known: '2023-12-20T16:00:00Z', shown: '11.36 亿元', agrees: true }), by: 'knowledge' }],
    }),
    figure('f2', placeIn(draft, '6 个')),
    figure('f3', placeIn(draft, '1200 人'), { verdict: 'unsupported', why: 'no_definition', values: [] }),
  ],
  relations: [
    { id: 'r1', type: 'sum', target: 'f1', terms: ['f2', 'f3'], holds: false },
    { id: 'r2', type: 'ratio', target: 'f1', terms: ['f2', 'f3'], holds: true },
  ],
  articles: [{ id: 'a1', zone: 'Z', headline: '工作情况', author: null, body_lines_reading_order: [1] }],
  troubles: [
    { of: 'differs', figures: ['f1'], says: ['与账不符', '账上是 11.63', '按 12-20 所知是 11.36'] },
    { of: 'unsupported', figures: ['f3'], says: ['账上无据'] },
  ],
  counts: { agrees: 1, differs: 1, question: 0, unsupported: 1 },
  zone: 'z', valid: '2023-12-31',
}

async function checked(query: Record<string, string> = {}, answer: unknown = answered) {
  const sent = serve(({ path }) =>
    path === '/reconcile' ? answer : { register: 'x', valid: '', records: [], next: null })
  const page = await open(CheckPage, {}, query)
  await page.find('[data-test=text]').setValue(draft)
  await page.find('[data-test=text-taker]').trigger('submit')
  await flushPromises()
  return { page, sent, asked: () => sent.filter((one) => one.path === '/reconcile').map((one) => one.body) }
}

describe('a new text', () => {
  it('is held against the ledger at the pair of the address, and nothing is kept', async () => {
    const { page, sent, asked } = await checked({ asof: '2023-11-30', known: '2023-12-20', zone: 'z' })
    expect(asked()).toEqual([{ text: draft, zone: 'z', valid: '2023-11-30', known: '2023-12-20' }])
    expect(page.findAll('[data-mark]').map((one) => [one.text(), one.attributes('data-verdict')]))
      .toEqual([['11.36 亿元1', 'differs'], ['6 个2', 'agrees'], ['1200 人3', 'unsupported']])
    expect(page.find('[data-mark=f1]').attributes('title')).toContain('不一致') // not by colour alone
    expect(page.find('[data-test=keep]').exists()).toBe(false) // of the past
    expect(sent.filter((one) => one.path === '/entries')).toEqual([])
  })

  it('tells of a difference what would make it agree, and leads to that moment', async () => {
    const { page } = await checked()
    const card = page.find('[data-trouble=differs]')
    expect(card.find('[data-test=ways]').text()).toContain('按 12-20 所知是 11.36')
    expect(card.find('[data-test=way]').attributes('href')).toContain('known=2023-12-20T16')
    expect(card.find('[data-offer]').attributes('data-test')).toBe('see-records') // the first offer
    expect(card.find('[data-test=see-records]').attributes('href')).toContain('asof=2023-12-31')
  })

  it('asks about sums that do not come out, before those that do', async () => {
    const { page } = await checked()
    const lines = page.findAll('[data-test=arithmetic] li')
    expect(lines.map((line) => line.attributes('data-standing'))).toEqual(['asks', 'even'])
    expect(lines[0]?.text()).toContain('？')
  })

  it('is gone through by N, what agrees left out', async () => {
    const { page } = await checked()
    const press = async (code: string, shiftKey = false) => {
      window.dispatchEvent(new KeyboardEvent('keydown', { code, shiftKey }))
      await flushPromises()
      return page.find('.mk.on').attributes('data-mark')
    }
    expect(await press('KeyN')).toBe('f1')
    expect(await press('KeyN')).toBe('f3')
    expect(await press('KeyN')).toBe('f1')
    expect(await press('KeyN', true)).toBe('f3')
    expect(document.activeElement?.getAttribute('data-of')).toBe('f3')
  })

  it('is mended at the figure alone, asked again, and taken back', async () => {
    const { page, asked } = await checked()
    await page.find('[data-trouble=differs] [data-test=mend]').trigger('click')
    await flushPromises()
    const mended = draft.replace('11.36 亿元', '11.63 亿元')
    expect((asked()[1] as { text: string }).text).toBe(mended)
    expect(page.find('[data-test=fixes]').text()).toContain('11.36 亿元')
    window.dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyZ' }))
    await flushPromises()
    expect((asked()[2] as { text: string }).text).toBe(draft)
    expect(page.find('[data-test=fixes]').exists()).toBe(false)
  })

  it('survives a reload of the tab', async () => {
    await checked()
    document.body.innerHTML = ''
    serve(({ path }) => (path === '/reconcile' ? answered : { records: [], next: null }))
    const again = await open(CheckPage)
    expect(again.find('[data-mark=f1]').exists()).toBe(true)
  })

  it('is kept once, and a lost answer says that it may be there', async () => {
    const { page } = await checked({}, answered)
    await page.find('[data-test=keep]').trigger('click')
    const title = document.querySelector<HTMLInputElement>('[data-test=keeping] [name=title]')
    expect(title?.value).toBe('工作情况')
    serve(() => new Error('gone'))
    document.querySelector('[data-test=keeping]')?.dispatchEvent(new Event('submit'))
    await flushPromises()
    expect(document.querySelector('[data-test=keeping] [role=alert]')?.textContent).toContain('可能已经存上')
  })

  it('says so where there is nothing to check, and is no error', async () => {
    const none: Reconciled = { ...answered, figures: [], relations: [], articles: [], troubles: [],
      counts: { agrees: 0, differs: 0, question: 0, unsupported: 0 } }
    const { page } = await checked({}, none)
    expect(page.find('.state').text()).toContain('没有读到数字')
  })
})

const keptFigure = (id: string, wording: string, status: string) =>
  record(id, wording, { bulletin: 'z.5.1', wording, status, definition: 'value', reason: null })

describe('what was kept', () => {
  const said = { f1: { wording: '6 个', before: '' }, f2: { wording: '6 个', before: '' } }
  const two = [figure('f1', { start: 0, end: 1 }), figure('f2', { start: 2, end: 3 })]

  it('finds its figures by their words, in the order they were kept', () => {
    const kept = [keptFigure('z.5.10', '6 个', 'open'), keptFigure('z.5.9', '6 个', 'agrees')]
    const found = recordsOf(two, said, kept)
    expect([found['f1']?.id, found['f2']?.id]).toEqual(['z.5.9', 'z.5.10'])
    expect(recordsOf(two, said, kept.slice(1))['f2']).toBeUndefined()
    expect(countsOf(kept)).toMatchObject({ open: 1, agrees: 1, differs: 0 })
  })

  it('is closed by a change that names what was seen', () => {
    serve(() => ({}))
    const letter = closingLetter(keptFigure('z.5.9', '6 个', 'open'),
      { status: 'explained', definition: 'many', reason: ' 口径 ', evidence: '快报' }, 'k')
    expect(letter).toMatchObject({ zone: 'z', key: 'k', seen: { 'z.5.9': '2023-01-02T00:00:00Z' },
      changes: [{ kind: 'change', register: 'reported_figure', id: 'z.5.9',
        fields: { status: 'explained', definition: 'many', reason: '口径', evidence: '快报' } }] })
  })

  it('is listed with how its figures stand', async () => {
    serve(({ path }) => path === '/records/bulletin'
      ? { records: [record('z.5.1', '示例草稿', { speaks_of: '2023-12-31', status: 'draft' })], next: null }
      : { records: [keptFigure('z.5.2', 'a', 'agrees'), keptFigure('z.5.3', 'b', 'open')], next: null })
    const list = await open(BulletinsPage)
    const row = list.find('[data-bulletin="z.5.1"]')
    expect(row.text()).toContain('一致 1')
    expect(row.text()).toContain('未核 1')
    expect(row.find('a').attributes('href')).toContain('asof=2023-12-31')
  })

  it('is closed on its page with a reason and evidence, not without', async () => {
    let status = 'open'
    const sent = serve(({ path }) => {
      if (path === '/reconcile') return answered
      if (path === '/entries') return ((status = 'differs'), { seq: 9, made: {} })
      if (path === '/records/reported_figure') {
        return { records: [keptFigure('z.5.2', '11.36 亿元', status)], next: null }
      }
      return { exists: true, record: record('z.5.1', '草稿', { content: draft, speaks_of: '2023-12-31' }) }
    })
    const page = await open(BulletinPage, { id: 'z.5.1' })
    await flushPromises()
    expect(page.find('[data-test=left]').text()).toContain('1')
    await page.find('[data-test=close]').trigger('click')
    const form = page.find('[data-test=closing]')
    expect(form.find('[data-test=send-closing]').attributes('disabled')).toBeDefined()
    await form.find('[name=reason]').setValue('引用了快报')
    await form.find('[name=evidence]').setValue('示例快报第51期')
    await form.trigger('submit')
    await flushPromises()
    const letter = sent.find((one) => one.path === '/entries')?.body as Letter
    expect(letter.changes[0]?.fields).toMatchObject({ status: 'differs', reason: '引用了快报' })
    expect(page.find('[data-test=closed]').exists()).toBe(true)
    expect(page.find('[data-test=mend]').exists()).toBe(false) // what was kept stays as it was said
  })
})

describe('a message', () => {
  const text = '示例项目07 完成60%，用电还没批'
  const at = (part: string) => ({ start: placeIn(text, part).start, end: placeIn(text, part).end })
  const drafts = {
    drafts: [
      { register: 'progress', label: '进展', record: 'z.2.7', missing: [], fields: [
        { field: 'project', label: '', value: 'z.2.7', shown: '示例项目07', ...at('示例项目07') },
        { field: 'percent', label: '', value: '60', shown: '60.0 %', ...at('60%') }] },
      { register: 'difficulty', label: '困难', record: null, missing: [
        { field: 'project', label: '' }, { field: 'reporter', label: '' }],
      fields: [{ field: 'content', label: '', value: '用电还没批', shown: '用电还没批', ...at('用电还没批') }] },
    ],
    letter: null,
  }

  async function pasted(answer: (path: string) => unknown = () => undefined) {
    const sent = serve(({ path }) => answer(path) ?? (path === '/drafts' ? drafts
      : path === '/entries' ? { seq: 7, made: { 'new:draft1': 'z.9.1', 'new:draft2': 'z.9.2' } }
        : { records: [], next: null, count: 0 }))
    const page = await open(MessagePage)
    await page.find('[data-test=message-text]').setValue(text)
    await page.find('[data-test=message]').trigger('submit')
    await flushPromises()
    const letters = () => sent.filter((one) => one.path === '/entries').map((one) => one.body as Letter)
    return { page, letters }
  }
  const isLocked = (page: Awaited<ReturnType<typeof pasted>>['page']) =>
    page.find('[data-test=confirm]').attributes('disabled') !== undefined

  it('shows from which words each field was read, asks what it does not say, and writes nothing', async () => {
    const { page, letters } = await pasted()
    expect(page.findAll('[data-test=read-as] mark').map((one) => one.text()))
      .toEqual(['示例项目07', '60%', '用电还没批'])
    expect(page.find('[data-draft=progress] [data-read=percent]').text()).toContain('60%')
    expect(page.find('[data-draft=difficulty] [data-read=project]').text()).toContain('请填')
    expect(page.find('[data-draft=difficulty] [data-read=reporter]').text()).toContain('按登录的人')
    expect(isLocked(page)).toBe(true) // whose difficulty it is has yet to be said
    expect(letters()).toEqual([])
  })

  it('is written once it is confirmed: what is taken, as it stands, the message as its source', async () => {
    const { page, letters } = await pasted()
    await page.find('[data-draft=difficulty] [data-test=take]').setValue(false)
    await page.find('[data-draft=progress] [data-edit=percent]').setValue('65')
    expect(isLocked(page)).toBe(false)
    await page.find('[data-test=confirm]').trigger('click')
    await flushPromises()
    expect(letters()).toHaveLength(1)
    expect(letters()[0]).toMatchObject({ zone: 'z', source: text, changes: [
      { register: 'progress', kind: 'create', valid_from: '2024-01-15', fields: { project: 'z.2.7', percent: '65' } }] })
    expect(letters()[0]?.key).toMatch(/^[0-9a-f]{32}$/)
    expect(page.find('[data-test=written]').exists()).toBe(true)
  })

  it('that is sent again has its key, and another one once it says something else', async () => {
    let isDead = true
    const { page, letters } = await pasted((path) => path === '/entries' && isDead ? new Error('gone') : undefined)
    await page.find('[data-draft=difficulty] [data-test=take]').setValue(false)
    const confirm = async () => {
      await page.find('[data-test=confirm]').trigger('click')
      await flushPromises()
    }
    await confirm()
    expect(page.find('[data-test=message-problem]').exists()).toBe(true)
    await confirm()
    await page.find('[data-draft=progress] [data-edit=percent]').setValue('65')
    isDead = false
    await confirm()
    const [first, second, third] = letters().map((letter) => letter.key)
    expect(second).toBe(first)
    expect(third).not.toBe(first)
  })

  it('that says nothing to enter says so', async () => {
    const { page } = await pasted((path) => (path === '/drafts' ? { drafts: [], letter: null } : undefined))
    expect(page.find('.state').text()).toContain('没有读出可以记的事')
    expect(page.find('[data-test=confirm]').exists()).toBe(false)
  })
})
