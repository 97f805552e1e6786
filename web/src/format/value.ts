// A field's value as people read it, by its type: the one place that knows what types there are.

import type { Field } from '@/api/model'
import type { LedgerRecord, Value } from '@/api/records'
import { choiceLabel } from '@/state/model'
import { unitWord } from '@/state/units'
import { isInstant, shownInstant } from './date'
import { none, shownMoney, shownNumber } from './number'

export function shownValue(field: Field, value: Value | undefined, called?: string): string {
  if (value === null || value === undefined || value === '') return none
  if (field.type === 'money') return shownMoney(value, field.unit)
  if (field.type === 'decimal') return shownNumber(value, field.scale)
  if (field.type === 'integer') return shownNumber(value, 0)
  if (field.type === 'choice') return choiceLabel(field, value)
  if (field.type === 'reference') return called ?? String(value)
  if (isInstant(value)) return shownInstant(value)
  if (field.type === 'file') return `${String(value).slice(0, 8)}…`
  return String(value)
}

export function withUnit(field: Field, shown: string): string {
  return field.unit && shown !== none ? `${shown} ${unitWord(field.unit)}` : shown
}

export function isNumber(field: Field): boolean {
  return field.type === 'money' || field.type === 'decimal' || field.type === 'integer'
}

export function shownIn(record: LedgerRecord, field: Field): string {
  return shownValue(field, record.fields[field.name], record.titles[field.name])
}
