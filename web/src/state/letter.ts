// From what was typed to the letter that is sent.
//
// A change holds from the day that is named. A correction holds for as long as the wrong value that is
// shown did: what was rightly so before stays, and what was written of later days too.

import type { Letter } from '@/api/entries'
import type { Field, Register } from '@/api/model'
import { endOfTime, type HistoryEntry, type LedgerRecord, type Value } from '@/api/records'
import { isDay, type Day } from '@/format/date'
import { fenOf, moneyIn } from '@/format/number'
import type { Draft } from './draft'
import { stretchesOf, stretchOn } from './stretch'

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
  on: Day // the day that is shown
  today: Day
}

// What another wrote since it was read is a conflict instead of being lost.
const seenAt = (record: LedgerRecord): string => record.read ?? record.known

export function letterOf(edited: Edited): Letter {
  const { register, zone, draft, record } = edited
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
  const kind = draft.kind === 'correct' ? 'correct' : 'change'
  letter.seen = { [record.id]: seenAt(record) }
  letter.changes = byDays(values, (name, value) =>
    kind === 'correct' ? correctedDays(edited, record, name, value) : changedDays(edited, name),
  ).map(({ days, fields }) => ({ ...base, kind, ...days, fields }))
  return letter
}

interface Days {
  valid_from: Day
  valid_to?: Day // none: to the end
}

function byDays(
  values: Readonly<Record<string, Value>>,
  daysOf: (name: string, value: Value) => Days,
): { days: Days; fields: Record<string, Value> }[] {
  const found = new Map<string, { days: Days; fields: Record<string, Value> }>()
  for (const [name, value] of Object.entries(values)) {
    const days = daysOf(name, value)
    const key = `${days.valid_from} ${days.valid_to ?? ''}`
    const fields = { ...found.get(key)?.fields, [name]: value }
    found.set(key, { days, fields })
  }
  return [...found.values()]
}

const until = (to: Day | undefined): { valid_to?: Day } =>
  to === undefined || to === endOfTime ? {} : { valid_to: to }

// An event is written once, to the end and from its own day on.
function correctedDays(
  { register, history, on }: Edited,
  record: LedgerRecord,
  name: string,
  value: Value,
): Days {
  const isEvent = register.fields.find((field) => field.name === name)?.event ?? false
  if (!isEvent) {
    const shown = stretchOn(name, history, on)
    return { valid_from: shown?.from ?? record.valid_from, ...until(shown?.to) }
  }
  const stretches = stretchesOf(name, history)
  const first = stretches[0]?.from ?? record.valid_from
  const last = stretches[stretches.length - 1]
  const since = last?.from ?? record.valid_from
  if (!isDay(value)) return { valid_from: since }
  const isEmpty = last?.value === 'null'
  const day = isEmpty === value > since ? value : since // the later where it was empty, else the earlier
  return { valid_from: day < first ? first : day }
}

// From today's sheet on for good; what is written on a past one ends where a later value is known.
function changedDays({ draft, history, on, today }: Edited, name: string): Days {
  const to = on < today ? stretchOn(name, history, draft.from)?.to : undefined
  return { valid_from: draft.from, ...until(to) }
}

// An amount or a date: then the question of change or correction has no answer beforehand.
export function needsChoice(register: Register, names: readonly string[]): boolean {
  return register.fields.some(
    (field) => names.includes(field.name) && ['money', 'date', 'month'].includes(field.type),
  )
}
