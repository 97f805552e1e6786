// Somebody wrote between reading and sending: what of it meets what is typed here, and what remains of
// that once it is settled.

import type { Field, Register } from '@/api/model'
import type { LedgerRecord } from '@/api/records'
import { typedText } from './letter'

export interface Met {
  typed: Field[] // typed here, and another value now than what was looked at
  others: Field[] // changed too, and not typed here
}

type Typed = Readonly<Record<string, string>>

export function metBy(register: Register, seen: LedgerRecord, now: LedgerRecord, typed: Typed): Met {
  const changed = register.fields.filter(
    (field) => typedText(field, seen.fields[field.name]) !== typedText(field, now.fields[field.name]),
  )
  return {
    typed: changed.filter((field) => field.name in typed),
    others: changed.filter((field) => !(field.name in typed)),
  }
}

// Without what is given up, and without what the record says by now anyway.
export function remaining(
  register: Register,
  now: LedgerRecord,
  typed: Typed,
  givenUp: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(typed).filter(([name, text]) => {
      const field = register.fields.find((one) => one.name === name)
      return field && !givenUp.includes(name) && text !== typedText(field, now.fields[name])
    }),
  )
}
