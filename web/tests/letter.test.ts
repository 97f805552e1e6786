import { describe, expect, it } from 'vitest'

import type { Field, FieldType, Register } from '@/api/model'
import type { HistoryEntry, LedgerRecord } from '@/api/records'
import { emptyDraft, type Draft } from '@/state/draft'
import { letterOf, needsChoice, sinceOf, typedText, valueOf, wrongFields } from '@/state/letter'

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
  ],
  views: { list: [], form: [], title: 'name', search: [] },
}

const record: LedgerRecord = {
  id: 'jiaocheng.3.7', title: '示例项目07', valid_from: '2023-09-26', valid_to: '9999-12-31',
  kind: 'change', known: '2023-12-08T07:40:00Z', titles: {},
  fields: { name: '示例项目07', total_investment: 20300000000, stage: 'started' },
}

function entry(known: string, from: string, names: string[]): HistoryEntry {
  const fields = Object.fromEntries(names.map((name) => [name, { old: [], new: null }]))
  return {
    seq: 1, known, actor: '', approved_by: '', source: '', reason: '',
    changes: [{ kind: 'change', valid_from: from, valid_to: '9999-12-31', fields }],
  }
}

const history = [
  entry('2023-01-05T03:00:00Z', '2022-12-20', ['name', 'total_investment', 'stage']),
  entry('2023-08-22T08:40:00Z', '2023-08-20', ['stage']),
]

const draftOf = (values: Record<string, string>, kind: Draft['kind']): Draft => ({
  ...emptyDraft('2024-01-15'), kind, source: '示例合同第3页', values,
})

describe('a letter', () => {
  it('says a change from the day that is named', () => {
    const draft = draftOf({ total_investment: '2.3' }, 'change')
    const letter = letterOf({ register: project, zone: 'jiaocheng', draft, record, history })
    expect(letter.changes).toEqual([
      { register: 'project', id: 'jiaocheng.3.7', kind: 'change', valid_from: '2024-01-15',
        fields: { total_investment: 23000000000 } },
    ])
    expect(letter.seen).toEqual({ 'jiaocheng.3.7': '2023-12-08T07:40:00Z' })
    expect(letter.key).toHaveLength(32)
  })

  it('corrects each field from where its wrong value began', () => {
    const draft = draftOf({ total_investment: '2.3', stage: 'signed' }, 'correct')
    const letter = letterOf({ register: project, zone: 'jiaocheng', draft, record, history })
    expect(letter.changes.map((change) => [change.kind, change.valid_from, change.fields])).toEqual([
      ['correct', '2022-12-20', { total_investment: 23000000000 }],
      ['correct', '2023-08-20', { stage: 'signed' }],
    ])
  })

  it('creates a record where there is none', () => {
    const draft = draftOf({ name: '示例项目40' }, '')
    const letter = letterOf({ register: project, zone: 'jiaocheng', draft, record: undefined,
      history: [] })
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

  it('has had its value since the entry that last set it', () => {
    expect(sinceOf('stage', history, '2000-01-01')).toBe('2023-08-20')
    expect(sinceOf('land_area', history, '2000-01-01')).toBe('2000-01-01')
  })
})
