// For how long a field has had the value that it has on a day, as the history tells it: what a
// correction of that value holds for, and how far a change of an earlier day reaches.

import type { HistoryEntry } from '@/api/records'
import type { Day } from '@/format/date'

export interface Stretch {
  from: Day
  to: Day // the first day of another value; endOfTime: there is none
  value: string // as JSON
}

const untold = '"****"' // what the reader may not see is not known to be the same

// Each entry writes over what stands for its days. A creation empties what it does not name.
export function stretchesOf(field: string, history: readonly HistoryEntry[]): Stretch[] {
  let stretches: Stretch[] = []
  for (const change of history.flatMap((entry) => entry.changes)) {
    const { kind, valid_from: from, valid_to: to, fields } = change
    if (!(field in fields) && kind !== 'create') continue
    const left = stretches.flatMap((one) => [
      { ...one, to: one.to < from ? one.to : from },
      { ...one, from: one.from > to ? one.from : to },
    ])
    const written = { from, to, value: JSON.stringify(fields[field]?.new ?? null) }
    stretches = [...left.filter((one) => one.from < one.to), written]
  }
  return joined(stretches.sort((a, b) => a.from.localeCompare(b.from)))
}

function joined(stretches: readonly Stretch[]): Stretch[] {
  const whole: Stretch[] = []
  for (const one of stretches) {
    const last = whole[whole.length - 1]
    const isSame = last?.to === one.from && last.value === one.value && one.value !== untold
    if (last && isSame) last.to = one.to
    else whole.push({ ...one })
  }
  return whole
}

export function stretchOn(
  field: string,
  history: readonly HistoryEntry[],
  on: Day,
): Stretch | undefined {
  return stretchesOf(field, history).find((one) => one.from <= on && on < one.to)
}
