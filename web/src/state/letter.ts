// From what was typed to the letter that is sent.
//
// A change holds from the day that is named. A correction holds from where the wrong value began: each
// field from the entry that last set it, so that what was rightly so before stays.

import type { Letter, LetterChange } from '@/api/entries'
import type { Field, Register } from '@/api/model'
import type { HistoryEntry, LedgerRecord, Value } from '@/api/records'
import type { Day } from '@/format/date'
import { fenOf, moneyIn } from '@/format/number'
import type { Draft } from './draft'

export function typedText(field: Field, value: Value | undefined): string {
  if (value === null || value === undefined) return ''
  return field.type === 'money' ? moneyIn(value, field.unit) : String(value)
}

// undefined: what was typed cannot be this field's value.
export function valueOf(field: Field, typed: string): Value | undefined {
  const text = typed.trim()
  if (text === '') return field.required ? undefined : null
  if (field.type === 'money') return fenOf(text, field.unit)
  if (field.type === 'integer') return /^-?\d+$/.test(text) ? Number(text) : undefined
  if (field.type === 'decimal') return /^-?\d+(\.\d+)?$/.test(text) ? text : undefined
  return text
}

// The day from which the field has had its present value, as the history tells.
export function sinceOf(field: string, history: readonly HistoryEntry[], fallback: Day): Day {
  for (const entry of [...history].reverse()) {
    for (const change of [...entry.changes].reverse()) {
      if (field in change.fields) return change.valid_from
    }
  }
  return fallback
}

// Names of fields whose typed value is none.
export function wrongFields(register: Register, draft: Draft): string[] {
  return Object.entries(draft.values).flatMap(([name, typed]) => {
    const field = register.fields.find((one) => one.name === name)
    return field && valueOf(field, typed) === undefined ? [name] : []
  })
}

function valuesOf(register: Register, draft: Draft): Record<string, Value> {
  const values: Record<string, Value> = {}
  for (const [name, typed] of Object.entries(draft.values)) {
    const field = register.fields.find((one) => one.name === name)
    const value = field ? valueOf(field, typed) : undefined
    if (value !== undefined) values[name] = value
  }
  return values
}

interface Edited {
  register: Register
  zone: string
  draft: Draft
  record: LedgerRecord | undefined // none: a new one
  history: readonly HistoryEntry[]
}

export function letterOf({ register, zone, draft, record, history }: Edited): Letter {
  const values = valuesOf(register, draft)
  const letter: Letter = {
    zone,
    source: draft.source.trim(),
    reason: draft.reason.trim(),
    key: draft.key,
    changes: [],
  }
  const base = { register: register.name, id: record?.id ?? 'new:a' }
  if (!record) {
    letter.changes = [{ ...base, kind: 'create', valid_from: draft.from, fields: values }]
    return letter
  }
  letter.seen = { [record.id]: record.known }
  letter.changes =
    draft.kind === 'correct'
      ? corrections(base, values, history, record.valid_from)
      : [{ ...base, kind: 'change', valid_from: draft.from, fields: values }]
  return letter
}

function corrections(
  base: { register: string; id: string },
  values: Record<string, Value>,
  history: readonly HistoryEntry[],
  fallback: Day,
): LetterChange[] {
  const byDay = new Map<Day, Record<string, Value>>()
  for (const [name, value] of Object.entries(values)) {
    const day = sinceOf(name, history, fallback)
    byDay.set(day, { ...byDay.get(day), [name]: value })
  }
  return [...byDay].map(([day, fields]) => ({
    ...base,
    kind: 'correct' as const,
    valid_from: day,
    fields,
  }))
}

// An amount or a date: then the question of change or correction has no answer beforehand.
export function needsChoice(register: Register, names: readonly string[]): boolean {
  return register.fields.some(
    (field) => names.includes(field.name) && ['money', 'date', 'month'].includes(field.type),
  )
}
