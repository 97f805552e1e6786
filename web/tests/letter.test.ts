import { describe, expect, it } from 'vitest'

import type { Field, FieldType, Register } from '@/api/model'
import { endOfTime, type ChangeKind, type HistoryEntry, type LedgerRecord, type Value } from '@/api/records'
import { emptyDraft, type Draft } from '@/state/draft'
import { letterOf, needsChoice, typedText, valueOf, wrongFields } from '@/state/letter'
import { stretchOn } from '@/state/stretch'

function field(name: string, type: FieldType, more: Partial<Field> = {}): Field {
  const label = { zh: name, en: name }
  return {
    name, type, label, about: label, source: '', required: false, removed: false, event: false,
    personal: false, scale: 0, unit: '', choices: [], to: '', ...more,
  }
}

const project: Register = {
  name: 'project', label: { zh: '项目', en: 'Project' }, about: '', source: '', owner: '',
  root_only: false, key: [], track: 'project',
  fields: [
    field('name', 'text', { required: true }),
    field('total_investment', 'money', { unit: '亿元' }),
    field('stage', 'choice'),
    field('land_area', 'decimal'),
    field('started_on', 'date', { event: true }),
  ],
  views: { list: [], form: [], title: 'name', search: [] },
}

const record: LedgerRecord = {
  id: 'jiaocheng.3.7', title: '示例项目07', valid_from: '2023-09-26', valid_to: '9999-12-31',
  kind: 'change', known: '2023-12-08T07:40:00Z', titles: {},
  fields: { name: '示例项目07', total_investment: 20300000000, stage: 'started' },
}

const to = endOfTime
function entry(
  kind: ChangeKind,
  [from, until]: [string, string],
  values: Record<string, Value>,
): HistoryEntry {
  const fields = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { old: [], new: value }]),
  )
  return {
    seq: 1, known: '', actor: '', approved_by: '', source: '', reason: '',
    changes: [{ kind, valid_from: from, valid_to: until, fields }],
  }
}

const history = [
  entry('create', ['2022-12-20', to],
    { name: '示例项目07', total_investment: 20300000000, stage: 'signed' }),
  entry('change', ['2023-08-20', to], { stage: 'started', started_on: '2023-08-20' }),
]

const today = { on: '2024-01-15', today: '2024-01-15' }
const draftOf = (values: Record<string, string>, kind: Draft['kind']): Draft => ({
  ...emptyDraft('2024-01-15'), kind, source: '示例合同第3页', values,
})

describe('a letter', () => {
  it('says a change from the day that is named', () => {
    const draft = draftOf({ total_investment: '2.3' }, 'change')
    const letter = letterOf({ register: project, zone: 'jiaocheng', draft, record, history, ...today })
    expect(letter.changes).toEqual([
      { register: 'project', id: 'jiaocheng.3.7', kind: 'change', valid_from: '2024-01-15',
        fields: { total_investment: 23000000000 } },
    ])
    expect(letter.seen).toEqual({ 'jiaocheng.3.7': '2023-12-08T07:40:00Z' })
    expect(letter.key).toHaveLength(32)
  })

  it('corrects each field from where its wrong value began', () => {
    const draft = draftOf({ total_investment: '2.3', stage: 'signed' }, 'correct')
    const letter = letterOf({ register: project, zone: 'jiaocheng', draft, record, history, ...today })
    expect(letter.changes.map((change) => [change.kind, change.valid_from, change.fields])).toEqual([
      ['correct', '2022-12-20', { total_investment: 23000000000 }],
      ['correct', '2023-08-20', { stage: 'signed' }],
    ])
  })

  it('creates a record where there is none', () => {
    const draft = draftOf({ name: '示例项目40' }, '')
    const letter = letterOf({ register: project, zone: 'jiaocheng', draft, record: undefined,
      history: [], ...today })
    expect(letter.changes[0]).toMatchObject({ id: 'new:a', kind: 'create' })
    expect(letter.seen).toBeUndefined()
  })
})

describe('what is typed', () => {
  it('becomes a value, or is none', () => {
    const [name, money, , area] = project.fields as [Field, Field, Field, Field]
    expect(valueOf(money, '2.3')).toBe(23000000000)
    expect(valueOf(money, '约2')).toBeUndefined()
    expect(valueOf(money, '')).toBeNull()
    expect(valueOf(name, ' ')).toBeUndefined()
    expect(valueOf(area, '48.5')).toBe('48.5')
    expect(typedText(money, 20300000000)).toBe('2.03')
  })

  it('is told where it cannot be read', () => {
    expect(wrongFields(project, draftOf({ total_investment: 'x', name: 'y' }, ''))).toEqual([
      'total_investment',
    ])
  })

  it('asks whether it changed or was wrong where money is concerned', () => {
    expect(needsChoice(project, ['total_investment'])).toBe(true)
    expect(needsChoice(project, ['stage'])).toBe(false)
  })
})

describe('what is shown of a past day', () => {
  const longer = [...history,
    entry('change', ['2023-09-26', to], { total_investment: 23000000000 }),
    entry('correct', ['2023-09-26', '2023-11-01'], { total_investment: 24000000000 }),
  ]
  const written = (values: Record<string, string>, kind: Draft['kind'], on: string, from = on) =>
    letterOf({ register: project, zone: 'z', draft: { ...draftOf(values, kind), from }, record,
      history: longer, on, today: '2024-01-15' }).changes.map(
      (change) => [change.valid_from, change.valid_to, Object.keys(change.fields).join()])

  it.each([
    ['2023-03-01', '2022-12-20', '2023-09-26'],
    ['2023-10-31', '2023-09-26', '2023-11-01'],
    ['2023-11-01', '2023-11-01', undefined],
    ['2024-01-15', '2023-11-01', undefined],
  ])('is corrected for as long as it held (%s)', (on, from, until) => {
    expect(written({ total_investment: '2' }, 'correct', on)).toEqual([[from, until, 'total_investment']])
  })

  it('is changed up to what is known of later days, and today for good', () => {
    const both = { total_investment: '2', land_area: '3' }
    expect(written(both, 'change', '2023-03-01')).toEqual([
      ['2023-03-01', '2023-09-26', 'total_investment'], ['2023-03-01', undefined, 'land_area']])
    expect(written(both, 'change', '2024-01-15', '2023-03-01')).toEqual([
      ['2023-03-01', undefined, 'total_investment,land_area']])
  })

  it('is an event’s from its own day on, wherever it is looked at', () => {
    const of = (day: string, on = '2023-03-01') => written({ started_on: day }, 'correct', on)
    expect(of('2023-08-10')).toEqual([['2023-08-10', undefined, 'started_on']])
    expect(of('2023-08-25', '2024-01-15')).toEqual([['2023-08-20', undefined, 'started_on']])
    expect(of('2022-01-01')).toEqual([['2022-12-20', undefined, 'started_on']])
    expect(of('')).toEqual([['2023-08-20', undefined, 'started_on']])
    const never = letterOf({ register: project, zone: 'z', draft: draftOf({ started_on: '2023-07-01' }, 'correct'),
      record, history: history.slice(0, 1), ...today })
    expect(never.changes[0]?.valid_from).toBe('2023-07-01')
  })

  it('was never named and so is empty since the creation; what is covered is not the same', () => {
    expect(stretchOn('land_area', longer, '2023-03-01')).toMatchObject({ from: '2022-12-20', to })
    const covered = [entry('create', ['2023-01-01', to], { name: '****' }),
      entry('change', ['2023-06-01', to], { name: '****' })]
    expect(stretchOn('name', covered, '2023-07-01')?.from).toBe('2023-06-01')
  })

  it('was read at the last entry of its zone, not of its version', () => {
    const read = { ...record, read: '2024-01-12T01:30:00Z' }
    const letter = letterOf({ register: project, zone: 'z', draft: draftOf({ land_area: '1' }, 'change'),
      record: read, history, ...today })
    expect(letter.seen).toEqual({ 'jiaocheng.3.7': '2024-01-12T01:30:00Z' })
  })
})
