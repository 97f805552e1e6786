// Records and their history as the pages ask for them.

import { computed, type ComputedRef } from 'vue'
import { useRoute } from 'vue-router'

import type { Register } from '@/api/model'
import {
  endOfTime,
  readHistory,
  readRecord,
  type HistoryChange,
  type HistoryEntry,
  type LedgerRecord,
  type Moment,
  type OneRecord,
  type Value,
} from '@/api/records'
import { dayOf, isMoment, type Day } from '@/format/date'
import { none } from '@/format/number'
import { shownValue, withUnit } from '@/format/value'
import type { TimelineEdit, TimelineItem } from '@/parts/HistoryTimeline.vue'
import { fieldOf, labelIn } from './model'
import { useResource, type Resource } from './resource'
import { session } from './session'
import { useView, type View } from './view'

export interface AskedRecord {
  register: string
  id: string
  at: Moment
}

export function useRecord(asked: () => AskedRecord | undefined): Resource<OneRecord> {
  return useResource(asked, (of, signal) => readRecord(of.register, of.id, of.at, signal))
}

export function useHistory(
  asked: () => { register: string; id: string; known: string | undefined } | undefined,
): Resource<HistoryEntry[]> {
  return useResource(asked, (of, signal) => readHistory(of.register, of.id, of.known, signal))
}

// What a page about one record shows: the record on its day, its history, and whether it may be written
// here. Its day is today unless the address names one; lights go by `day`, which no knowledge of
// then goes beyond.
export interface OpenRecord {
  view: ComputedRef<View>
  at: ComputedRef<{ valid: Day; known: string | undefined }>
  day: ComputedRef<Day>
  one: Resource<OneRecord>
  history: Resource<HistoryEntry[]>
  record: ComputedRef<LedgerRecord | undefined>
  mayEdit: ComputedRef<boolean>
  readAnew: () => Promise<void>
}

export function useOneRecord(of: () => { register: string; id: string }): OpenRecord {
  const route = useRoute()
  const { view, isPast } = useView()
  const at = computed(() => ({
    valid: route.query['asof'] ? view.value.valid : session.today.value,
    known: view.value.known,
  }))
  const day = computed(() => {
    const { valid, known } = at.value
    const until = isMoment(known) ? dayOf(known) : known
    return until && until < valid ? until : valid
  })
  const one = useRecord(() => ({ ...of(), at: at.value }))
  const history = useHistory(() => ({ ...of(), known: view.value.known }))
  const record = computed(() => one.data.value?.record ?? undefined)
  const mayEdit = computed(
    () => !isPast.value && record.value !== undefined && session.writes(of().register),
  )
  async function readAnew(): Promise<void> {
    await Promise.all([one.reload(), history.reload()])
  }
  return { view, at, day, one, history, record, mayEdit, readAnew }
}

// Newest first, a line for each change. References are told by their names where those are known.
export function useTimeline(
  entries: () => readonly HistoryEntry[],
  register: () => Register | undefined,
  titles: () => Readonly<Record<string, string>>,
): ComputedRef<TimelineItem[]> {
  const names = computed(() => titles())
  return computed(() =>
    [...entries()].reverse().flatMap((entry) =>
      entry.changes.map((change, index) => ({
        key: `${entry.known}-${entry.seq}-${index}`,
        kind: change.kind,
        valid_from: change.valid_from,
        valid_to: change.valid_to === endOfTime ? undefined : change.valid_to,
        known: entry.known,
        actor: entry.actor,
        approved_by: entry.approved_by || undefined,
        source: entry.source,
        reason: entry.reason,
        edits: editsOf(change, register(), names.value),
      })),
    ),
  )
}

function editsOf(
  change: HistoryChange,
  register: Register | undefined,
  titles: Readonly<Record<string, string>>,
): TimelineEdit[] {
  return Object.entries(change.fields).flatMap(([name, { old, new: now }]) => {
    const field = fieldOf(register, name)
    if (!field) return []
    const shown = (value: Value): string => {
      const text = shownValue(field, value, titles[String(value)])
      return withUnit(field, text)
    }
    const said = old.filter((value) => shown(value) !== none)
    const before = change.kind === 'create' ? '' : said.map(shown).join(' / ')
    if (change.kind === 'create' && shown(now) === none) return []
    return [{ label: labelIn(field.label), before, now: shown(now) }]
  })
}
