// 三个一批: three lists of an event — signed, started, producing — that are not the same projects. An
// event is nominated, checked, submitted and held; from the day it is held its list and its amounts
// stand still, and what is withdrawn later is an entry of its own.

import { computed, type ComputedRef } from 'vue'

import type { Figure, Group } from '@/api/figures'
import { listAll, type LedgerRecord } from '@/api/records'
import { addDays, type Day } from '@/format/date'
import { firstDay, lastDay } from '@/format/period'
import { i18n } from '@/i18n'
import { useFigures } from './figures'
import { useLive } from './live'
import { indicatorNamed } from './model'
import { partsOfGroup, type Parts } from './parts'
import { useResource, type Resource } from './resource'
import { unitWord } from './units'
import type { View } from './view'

export const batches = ['signed', 'started', 'producing'] as const
export type Batch = (typeof batches)[number]

export const countOf = (batch: Batch): string => `batch_${batch}_count`
export const amountOf = (batch: Batch): string => `batch_${batch}_amount`
const rates: Readonly<Record<Batch, string>> = {
  signed: 'batch_signed_start_rate',
  started: 'batch_started_production_rate',
  producing: 'batch_producing_effect_rate',
}
export const rateOf = (batch: Batch): string => rates[batch]

// "开工率 100.0%（6 ÷ 6）", of values with their unit.
export function rateInWords(batch: Batch, shown: string | undefined, of: Parts | undefined): string {
  if (!shown || !of) return ''
  const unit = of.unit ? ` ${unitWord(of.unit)}` : ''
  const { numerator: part, denominator: whole } = of
  return i18n.global.t(`batches.rate.${batch}`, { shown, part, whole: whole + unit })
}

export interface EventRow {
  record: LedgerRecord
  batch: Batch
  held: Day | undefined
  count: Group | undefined
  amount: Group | undefined
  rate: string // in words; "": none yet
  refused: number
  withdrawn: number
}

export interface BatchEvents {
  events: Resource<LedgerRecord[]>
  entries: Resource<LedgerRecord[]>
  figures: Resource<Record<string, Figure>>
  rows: ComputedRef<EventRow[]>
  reload: () => Promise<void>
}

const text = (record: LedgerRecord, name: string): string => String(record.fields[name] ?? '')

// Is the event one of the period: held in it, or on its way now?
function isOf(record: LedgerRecord, view: View): boolean {
  const held = text(record, 'held_on')
  if (held) return firstDay(view.period) <= held && held <= lastDay(view.period)
  return text(record, 'status') !== 'cancelled'
}

// The events as they stand on a day, the figures as the period has them.
export function useBatchEvents(view: () => View, day: () => Day): BatchEvents {
  const at = (): { zone: string; valid: Day; known: string | undefined } => {
    const { zone, known } = view()
    return { zone, valid: day(), known }
  }
  const events = useResource(at, (asked, signal) => listAll('batch_event', asked, signal))
  const entries = useResource(at, (asked, signal) => listAll('batch_entry', asked, signal))
  const names = batches
    .flatMap((batch) => [countOf(batch), amountOf(batch), rateOf(batch)])
    .filter(indicatorNamed)
  const figures = useFigures(() => ({
    indicators: names,
    view: view(),
    parts: 'answer',
    by: 'batch_event',
  }))

  const groupOf = (indicator: string, event: string): Group | undefined =>
    figures.data.value?.[indicator]?.groups?.find((group) => group.key === event)

  const rows = computed(() =>
    (events.data.value ?? [])
      .filter((record) => isOf(record, view()))
      .map((record): EventRow => {
        const batch = text(record, 'batch') as Batch
        const list = (entries.data.value ?? []).filter(
          (one) => one.fields['batch_event'] === record.id,
        )
        const rate = groupOf(rateOf(batch), record.id)
        return {
          record,
          batch,
          held: text(record, 'held_on') || undefined,
          count: groupOf(countOf(batch), record.id),
          amount: groupOf(amountOf(batch), record.id),
          rate: rateInWords(batch, rate?.shown, partsOfGroup(rateOf(batch), rate)),
          refused: list.filter((one) => one.fields['status'] === 'refused').length,
          withdrawn: list.filter((one) => one.fields['withdrawn_on']).length,
        }
      })
      .sort(
        (a, b) =>
          (b.held ?? '9').localeCompare(a.held ?? '9') ||
          batches.indexOf(a.batch) - batches.indexOf(b.batch),
      ),
  )

  async function reload(): Promise<void> {
    await Promise.all([events.reload(), entries.reload(), figures.reload()])
  }
  useLive(reload)
  return { events, entries, figures, rows, reload }
}

// The period up to the day before its last event of a kind: rates of what has had time. undefined:
// there is no earlier one.
export function earlierThanLast(rows: readonly EventRow[], batch: Batch, view: View): View | undefined {
  const days = [...new Set(rows.flatMap((row) => (row.batch === batch && row.held ? row.held : [])))]
  if (days.length < 2) return undefined
  const last = days.sort()[days.length - 1] ?? ''
  return { ...view, period: `${firstDay(view.period)}..${addDays(last, -1)}` }
}
