// Which month a round is for, and on which day of it: from the 25th this month's, before that the last
// one's; the day observed lies within the month.

import { lastDay } from '@/format/period'
import type { Day } from '@/format/date'

export function monthOfRound(today: Day): string {
  const month = today.slice(0, 7)
  return Number(today.slice(8)) >= 25 ? month : monthBefore(month)
}

function monthBefore(month: string): string {
  const year = Number(month.slice(0, 4))
  const number = Number(month.slice(5))
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`
}

export function monthsBack(month: string, count: number): string[] {
  const months = [month]
  while (months.length < count) months.push(monthBefore(months[months.length - 1] ?? month))
  return months
}

export function dayObserved(month: string, today: Day): Day {
  const last = lastDay(month)
  return last < today ? last : today
}
