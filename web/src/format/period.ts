// Periods as figures take them (docs/formats/definition.md): "2023", "2023-H1", "2023-Q4", "2023-12",
// "2023-06-28..2023-10-15", both days in it, "to-date".

import { addDays, isDay, monthDay, type Day } from './date'

export type Period = string
// All there is up to the day of the facts.
export const toDate = 'to-date'

export type PeriodKind = 'month' | 'quarter' | 'year' | 'last_year' | 'own'

const two = (number: number): string => String(number).padStart(2, '0')

export function isPeriod(text: unknown): text is Period {
  if (typeof text !== 'string') return false
  if (text === toDate) return true
  if (/^\d{4}(-H[12]|-Q[1-4]|-(0[1-9]|1[0-2]))?$/.test(text)) return true
  const [from, to, more] = text.split('..')
  return isDay(from) && isDay(to) && more === undefined && from <= to
}

export function firstDay(period: Period): Day {
  if (period === toDate) return '1900-01-01'
  if (period.includes('..')) return period.slice(0, 10)
  return period.length === 4 ? `${period}-01-01` : `${period.slice(0, 4)}-${two(months(period)[0])}-01`
}

// The first and the last month of a part of a year.
function months(period: Period): [number, number] {
  const number = Number(period.slice(6))
  if (period[5] === 'H') return [number * 6 - 5, number * 6]
  if (period[5] === 'Q') return [number * 3 - 2, number * 3]
  return [Number(period.slice(5)), Number(period.slice(5))]
}

export function lastDay(period: Period): Day {
  if (period === toDate) return '9999-12-31'
  if (period.includes('..')) return period.slice(12)
  if (period.length === 4) return `${period}-12-31`
  const month = months(period)[1]
  const year = Number(period.slice(0, 4))
  const next = month === 12 ? `${year + 1}-01-01` : `${year}-${two(month + 1)}-01`
  return addDays(next, -1)
}

export function periodOf(kind: Exclude<PeriodKind, 'own'>, today: Day): Period {
  const year = today.slice(0, 4)
  if (kind === 'month') return today.slice(0, 7)
  if (kind === 'quarter') return `${year}-Q${Math.ceil(Number(today.slice(5, 7)) / 3)}`
  return kind === 'year' ? year : String(Number(year) - 1)
}

export function kindOf(period: Period, today: Day): PeriodKind {
  const kinds = ['month', 'quarter', 'year', 'last_year'] as const
  return kinds.find((kind) => periodOf(kind, today) === period) ?? 'own'
}

// What a page opens with: this year; in January the year that everybody is still accounting for.
export function defaultPeriod(today: Day): Period {
  return periodOf(today.slice(5, 7) === '01' ? 'last_year' : 'year', today)
}

// The day as of which a period is read when nobody asked for another: its end, or today in its midst.
export function defaultDay(period: Period, today: Day): Day {
  const last = lastDay(period)
  return last < today ? last : today
}

// "2023-06-28..2023-10-15" → "2023-06-28 … 2023-10-15".
export const periodInWords = (period: Period): string => period.replace('..', ' … ')

// As an axis names them: without the year where they all are of one.
export function periodsInShort(periods: readonly Period[]): string[] {
  const ends = periods.flatMap((one) => [firstDay(one), lastDay(one)])
  const years = new Set(ends.map((day) => day.slice(0, 4)))
  return periods.map((one) => {
    if (years.size > 1 || one.length === 4) return periodInWords(one)
    const [from, to] = [firstDay(one), lastDay(one)]
    if (!one.includes('..')) return one.slice(5)
    return from.slice(0, 7) === to.slice(0, 7) ? from.slice(5, 7) : `${monthDay(from)}…${monthDay(to)}`
  })
}

// The last days of the months from one day to another; of the last month that day itself.
export function monthEnds(from: Day, to: Day): Day[] {
  const ends: Day[] = []
  for (let day = from; day <= to; day = addDays(ends[ends.length - 1] ?? to, 1)) {
    const end = lastDay(day.slice(0, 7))
    ends.push(end < to ? end : to)
  }
  return ends
}
