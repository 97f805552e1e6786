// Pages and parts against a server that answers as each test says; each was wrong once as its name
// tells.

import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'

import type { Figure } from '@/api/figures'
import { setLanguage } from '@/i18n'
import BatchSquares from '@/pages/cockpit/BatchSquares.vue'
import StageBars from '@/pages/cockpit/StageBars.vue'
import NamesakesCard from '@/pages/figure/NamesakesCard.vue'
import RelatedRecords from '@/pages/project/RelatedRecords.vue'
import ProjectPage from '@/pages/ProjectPage.vue'
import RecordPicker from '@/pages/register/RecordPicker.vue'
import RoundPage from '@/pages/RoundPage.vue'
import WaitingProposals from '@/pages/todo/WaitingProposals.vue'
import AddendsLine from '@/parts/AddendsLine.vue'
import { isAsReported } from '@/format/amount'
import { shownKnown } from '@/format/date'
import { emptyDraft, keepDraft } from '@/state/draft'
import { useEntry } from '@/state/entry'
import { conditionOf, filtersOf } from '@/state/list'
import { useOptions } from '@/state/options'
import { partsOf } from '@/state/parts'
import { useResource } from '@/state/resource'
import { unitWord } from '@/state/units'
import type { View } from '@/state/view'
import { entry, open, project, record, serve, use, type Sent } from './world'

enableAutoUnmount(afterEach)
beforeEach(() => localStorage.clear())
afterEach(async () => {
  await setLanguage('zh')
  vi.unstubAllGlobals()
  document.body.innerHTML = ''
})

const view: View = { zone: 'z', period: '2023', valid: '2023-12-31', known: undefined }
const page = (register: string, records: unknown[], more: object = {}) =>
  ({ register, valid: '2024-01-15', records, next: null, count: records.length, ...more })
const one = record('z.2.1', '示例项目01', { name: '示例项目01', stage: 'started', manager: 'z.1.1' })

describe('the monthly round', () => {
  it('begins with what was said last, however late that is told', async () => {
    let told: (body: unknown) => void = () => {}
    const late = new Promise((done) => (told = done))
    const sent = serve(({ path }) => {
      if (path === '/records/project') return page('project', [one])
      return path === '/records/progress' ? late : { made: {}, seq: 1 }
    })
    const round = await open(RoundPage)
    expect(round.find('[data-test=unchanged]').exists()).toBe(false) // it would say: no progress
    const last = record('z.9.1', '2023-11', { project: 'z.2.1', month: '2023-11', percent: '40' })
    told(page('progress', [last]))
    await flushPromises()
    expect((round.find('input').element as HTMLInputElement).value).toBe('40')
    await round.find('[data-test=unchanged]').trigger('click')
    await flushPromises()
    const letter = sent.find((asked) => asked.path === '/entries')?.body as
      { changes: { fields: Record<string, unknown> }[] }
    expect(letter.changes[0]?.fields['percent']).toBe('40')
  })
})

describe('proposals', () => {
  it('have a note each', async () => {
    const waiting = ['z.5.1', 'z.5.2'].map((id) =>
      record(id, id, { rules: id, proposer: 'x', proposed_on: '2024-01-15' }))
    const sent = serve(({ path }) =>
      path === '/records/proposal' ? page('proposal', waiting) : { letter: { changes: [] } })
    const list = await open(WaitingProposals, { view })
    const [first, second] = list.findAll<HTMLInputElement>('[data-test=note]')
    await first?.setValue('数不对')
    expect(second?.element.value).toBe('')
    expect(list.findAll('[data-test=reject]')[1]?.attributes('disabled')).toBeDefined()
    await list.findAll('[data-test=approve]')[1]?.trigger('click')
    await flushPromises()
    const decided = sent.find((asked) => asked.path === '/proposals/z.5.2/approve')
    expect(decided?.body).toEqual({})
  })
})

describe('an entry that begins with a move', () => {
  const move = { stage: 'started', started_on: '2024-01-15' }
  const begun = () => useEntry({ register: project, zone: 'z', record: one0, on: '2024-01-15', history: () => [], preset: move })
  const one0 = record('z.2.1', '示例项目01', { name: '示例项目01', stage: 'signed' })
  const kept = (values: Record<string, string>, kind: 'change' | 'correct') =>
    keepDraft('project', 'z.2.1', { ...emptyDraft('2024-01-15'), kind, source: '纸', values })

  it('keeps the move and what was kept', async () => {
    serve(() => ({}))
    kept({ total_investment: '2' }, 'correct')
    const { draft, lacks } = await use(begun)
    expect(draft.value.values).toEqual({ total_investment: '2', ...move })
    expect(draft.value.source).toBe('纸')
    expect(lacks.value).toBe('kind') // a correction is none of a move: it is asked again
  })

  it('keeps the day that was typed for the same move', async () => {
    serve(() => ({}))
    kept({ stage: 'started', started_on: '2024-01-10' }, 'change')
    const { draft } = await use(begun)
    expect(draft.value.values['started_on']).toBe('2024-01-10')
  })
})

describe('links to lists', () => {
  const queryOf = (href: string | undefined) =>
    Object.fromEntries(new URL(href ?? '', 'http://z').searchParams)

  it('of the stages filter by the stage', async () => {
    const groups = [{ key: 'signed', title: '签约', value: '100', count: 1 }]
    const of = { definition: { id: 'value', unit: '亿元' }, answer: { shown: '1' }, groups }
    serve(() => ({ figures: [of] }))
    const bars = await open(StageBars, { view })
    const query = queryOf(bars.find('a').attributes('href'))
    expect(filtersOf(query)).toEqual({ stage: 'signed' })
    expect(query['zone']).toBe('z')
  })

  it('of what hangs on a project stay in its zone', async () => {
    const of = record('z.7.1', '条目', { project: 'z.2.1', status: 'accepted' })
    serve(({ path }) => path === '/records/batch_entry'
      ? page('batch_entry', [of], { count: 9 }) : page('x', []))
    const card = await open(RelatedRecords, { id: 'z.2.1', at: {} })
    const [all, first] = card.findAll('a').map((link) => queryOf(link.attributes('href')))
    expect(all).toEqual({ zone: 'z', 'f.project': 'z.2.1' })
    expect(first?.['zone']).toBe('z')
  })
})

const part = (value: string, count: number) => ({ value, count })
const figureOf = (id: string, numerator: object, denominator: object) =>
  ({ definition: { id, unit: '%', label: id, sentence: id, source: '' },
    answer: { value: '100', shown: '100.0', numerator, denominator } }) as unknown as Figure

describe('a rate', () => {
  const ofValue = figureOf('value_rate', part('37500000', 3), part('50000000', 4))
  const ofMany = figureOf('many_rate', part('1234567', 1234567), part('2345678', 2345678))

  it('of values is value ÷ value, however small; of counts count ÷ count, however many', async () => {
    serve(() => ({}))
    const of = await use(() => ({ value: partsOf(ofValue), many: partsOf(ofMany) }))
    expect(of.value).toMatchObject({ numerator: '0.00', denominator: '0.01', unit: '亿元' })
    expect(of.many).toMatchObject({ numerator: '1234567', denominator: '2345678', unit: '' })
  })

  it('of values is told so in its provenance and beside its namesakes', async () => {
    const behind = { answer: ofValue.answer, hidden: { count: 0, value: '0' }, records: [
      { id: 'z.2.1', title: 'a', origin: 'record', event: null, read_on: '', amount: '37500000' },
    ] }
    const figure = figureOf('value_rate', part('37500000000', 3), part('50000000000', 4))
    serve(({ path }) => path === '/figures/records' ? behind : { figures: [figure] })
    const line = await open(AddendsLine, { indicator: 'value_rate', view, figure })
    expect(line.find('[data-test=parts]').text()).toBe('3.75 ÷ 5.00 亿元')
    const near = await open(NamesakesCard, { indicator: 'value_rate', view })
    expect(near.text()).not.toContain('3 ÷ 4')
  })
})

describe('a project on a past day', () => {
  it('is judged by that day', async () => {
    const signed = record('z.2.1', '示例项目01', { stage: 'signed', signed_on: '2023-06-01' })
    serve(({ path }) => path.endsWith('history') ? { entries: [] }
      : path === '/records/project/z.2.1' ? { exists: true, record: signed } : page('x', []))
    const then = await open(ProjectPage, { id: 'z.2.1' }, { zone: 'z', asof: '2023-06-11' })
    expect(then.find('.track .now').text()).toContain('10 天')
    expect(then.text()).not.toContain('228 天')
    const known = await open(ProjectPage, { id: 'z.2.1' }, { zone: 'z', known: '2023-06-21' })
    expect(known.find('.track .now').text()).toContain('20 天')
  })
})

describe('another language', () => {
  it('is asked of the server too', async () => {
    const sent = serve(({ language }) => ({ told: language }))
    const of = await use(() => useResource(() => ({ a: 1 }), async () => {
      const answer = await fetch('/api/v1/x', { headers: { 'Accept-Language': document.documentElement.lang } })
      return (await answer.json()) as { told: string }
    }))
    await setLanguage('en')
    await flushPromises()
    expect(of.data.value?.told).toBe('en')
    expect(sent.filter((asked) => asked.path === '/x')).toHaveLength(2)
  })
})

describe('what is more than is shown', () => {
  it('is told of the squares', async () => {
    const answer = { value: '53', shown: '53' }
    serve(({ query }) => ({ figures: (query.get('indicator') ?? '').split(',').map((id) =>
      ({ definition: { id, unit: '个', label: id }, answer })) }))
    const squares = await open(BatchSquares, { view })
    expect(squares.find('.squares').findAll('i')).toHaveLength(40)
    expect(squares.find('.squares').text()).toBe('+13')
  })

  it('is told of the records to choose from, and a name finds those called as another', async () => {
    const asked: Sent[] = serve(() => page('batch_entry', [record('z.7.1', 'a', {})], { count: 31 }))
    const picker = await open(RecordPicker,
      { register: 'batch_entry', zone: 'z', modelValue: '', called: '', label: 'x' })
    await picker.find('input').trigger('focus')
    await flushPromises()
    await nextTick()
    expect(document.body.textContent).toContain('另有 30 条')
    await picker.find('input').setValue('07')
    await new Promise((done) => setTimeout(done, 400)) // the select waits for the end of typing
    await flushPromises()
    expect(asked[asked.length - 1]?.query.get('filter')).toBe(
      'project.name != null and contains(project.name, "07")')
  })

  it('can be filtered by typing where it is too much to choose from', async () => {
    serve(() => page('staff', [record('z.1.1', 'a', {})], { next: 'more' }))
    const { tooMany, options } = await use(() => useOptions(() => project.fields, () => 'z'))
    expect(tooMany.value).toEqual(['manager'])
    expect(options.value).toEqual({})
    const manager = project.fields.find((field) => field.name === 'manager')!
    expect(conditionOf(manager, '人员01')).toBe(
      'manager.name != null and contains(manager.name, "人员01")')
    expect(conditionOf(manager, 'z.1.1')).toBe('manager.id = "z.1.1"')
    expect(conditionOf(entry.fields[0]!, '07')).toBe(
      'project.name != null and contains(project.name, "07")')
  })
})

describe('words', () => {
  it('of every unit of the model are there in English', async () => {
    await setLanguage('en')
    for (const unit of ['亿元', '万元', '元', '亩', '个', '次', '件', '家', '条', '人', '名', '项', '份',
      '工作日', '平方米']) {
      expect(unitWord(unit)).not.toMatch(/\p{Script=Han}/u)
    }
  })

  it('of what was known are by the clock of the zone', () => {
    expect(shownKnown('2023-12-20')).toBe('2023-12-20')
    expect(shownKnown('2024-01-12T01:30:00.000000Z')).toBe('2024-01-12 09:30')
    expect(shownKnown('2024-01-15T09:30')).toBe('2024-01-15 09:30')
  })

  it('of a report are the same where they round to what is shown', () => {
    expect(isAsReported('11.625', '11.63')).toBe(true)
    expect(isAsReported('11.36', '11.63')).toBe(false)
    expect(isAsReported('-0.5', '−0.50')).toBe(true)
    expect(isAsReported('1', null)).toBe(false)
  })
})
