// Questions about figures (docs/api.md, figures): each names the indicator, the zone, the period and
// the two times, and is answered the same for ever.
//
// Amounts are texts to the last digit, money in 分; `shown`, targets and reported values are in the
// definition's unit.

import { firstDay, monthEnds, toDate } from '@/format/period'
import type { View } from '@/state/view'
import { read } from './client'

export interface Definition {
  id: string
  label: string
  sentence: string
  source: string
  unit: string
}

export interface Part {
  value: string
  count: number
}

export interface Answer {
  value: string | null
  shown: string
  count?: number
  numerator?: Part
  denominator?: Part
  gap?: 'nothing' | 'some_missing' | 'does_not_add_up' // of what is typed: why there is no value
  missing?: string[] // zones
}

export interface Compared {
  period: string
  valid: string
  began: string | null
  growth: string | null
  answer: Answer | null
}

export interface Target {
  id: string
  value: string
  completion: string | null
  set_on: string
  paper_no: string
}

export interface Reported {
  report: string
  title: string
  frozen_on: string
  value: string
}

export interface Behind {
  id: string
  title: string
  origin: 'record' | 'adjustment' | 'opening'
  event: string | null
  read_on: string
  amount: string
}

export interface Group {
  key: unknown
  title: string
  value: string
  count: number
  numerator?: Part
  shown?: string
}

export interface Step {
  period: string
  valid: string
  answer: Answer | null
}

export interface Figure {
  definition: Definition
  period: string
  valid: string
  answer: Answer | null // null: the ledger began later
  not_begun?: boolean
  typed?: boolean
  kept_back?: boolean // so few records that the reader may not see would be told by their number
  began?: string | null
  target?: Target | null
  elapsed?: string | null
  year_before?: Compared | null
  previous?: Compared | null
  reported?: Reported[]
  sentence_zh?: string
  sentence_en?: string
  groups?: Group[]
}

export type Term =
  | 'new' | 'changed' | 'corrected' | 'retired' | 'restored' | 'adjusted' | 'definition'

export interface MovedEntry {
  zone: string
  seq: number
  known: number | string
  actor: string
  source: string
  reason: string
}

export interface Moved {
  id: string
  title: string
  terms: Partial<Record<Term, string>>
  entries: MovedEntry[]
}

// What the reader may not see: told as a sum, so that the rest still adds up.
export interface Hidden {
  count: number
  value: string
}

export interface Difference {
  definition: Definition
  part?: string
  from: { valid: string; known: string | null; answer: Answer | null }
  to: { valid: string; known: string | null; answer: Answer | null }
  difference: { sum: string; terms: Record<Term, string>; records: Moved[] } | null
  sentence_zh: string
  sentence_en: string
}

export interface BehindAnswer {
  answer: Answer | null
  hidden: Hidden | null // null: kept back
  records: Behind[]
}

type Asked = Record<string, string | undefined>

const asked = (indicator: string, view: View): Asked => ({
  indicator,
  zone: view.zone,
  period: view.period,
  valid: view.valid,
  known: view.known,
})

// Several of one snapshot, in the order asked for.
export async function readFigures(
  indicators: readonly string[],
  view: View,
  signal?: AbortSignal,
  more: { by?: string; parts?: 'answer' } = {}, // `answer` alone is the cheapest
): Promise<Figure[]> {
  const query = { ...asked(indicators.join(','), view), ...more }
  return (await read<{ figures: Figure[] }>('/figures', query, signal)).figures
}

// Of a rate the records of one part: those that are counted at all, or those that count as done.
export function readBehind(
  indicator: string,
  view: View,
  signal?: AbortSignal,
  part?: 'numerator' | 'denominator',
): Promise<BehindAnswer> {
  return read<BehindAnswer>('/figures/records', { ...asked(indicator, view), part }, signal)
}

// Of a rate a month for itself says little: each step is the period up to the month's end.
export async function readCumulative(
  indicator: string,
  view: View,
  signal?: AbortSignal,
): Promise<Step[]> {
  const isToDate = view.period === toDate
  const first = isToDate ? `${view.valid.slice(0, 4)}-01-01` : firstDay(view.period)
  const ends = monthEnds(first, view.valid)
  return Promise.all(
    ends.map(async (end) => {
      const period = isToDate ? toDate : `${first}..${end}`
      const until = { ...view, period, valid: end }
      const [figure] = await readFigures([indicator], until, signal, { parts: 'answer' })
      return { period: end.slice(0, 7), valid: end, answer: figure?.answer ?? null }
    }),
  )
}

export async function readTrend(
  indicator: string,
  view: View,
  signal?: AbortSignal,
): Promise<Step[]> {
  return (await read<{ trend: Step[] }>('/figures/trend', asked(indicator, view), signal)).trend
}

export interface Ends {
  from: { valid: string; known: string | undefined }
  to: { valid: string; known: string | undefined }
}

export function readDifference(
  indicator: string,
  view: View,
  ends: Ends,
  signal?: AbortSignal,
): Promise<Difference> {
  const query = {
    indicator,
    zone: view.zone,
    period: view.period,
    from_valid: ends.from.valid,
    from_known: ends.from.known,
    to_valid: ends.to.valid,
    to_known: ends.to.known,
  }
  return read<Difference>('/figures/diff', query, signal)
}
