// Cells of a list that were typed and not sent yet. They are kept on this device, each person's and each
// register's apart, and sent together: one question for all of them (did it change, or had it been written wrong), one paper,
// and an entry for each record. What is refused stays, with the reason.

import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'

import { Problem } from '@/api/client'
import { append, propose } from '@/api/entries'
import type { Field, Register } from '@/api/model'
import { readHistory, zoneOf, type LedgerRecord } from '@/api/records'
import { remaining } from './conflict'
import { emptyDraft, newKey, placeOf } from './draft'
import { letterOf, needsChoice, typedText, valueOf } from './letter'
import { session } from './session'

export interface UnsentRow {
  record: LedgerRecord // as it was when the first of its cells was typed
  key: string
  values: Record<string, string>
}

interface Unsent {
  kind: 'change' | 'correct' | ''
  from: string
  source: string
  reason: string
  rows: UnsentRow[]
}

export interface Cells {
  unsent: Ref<Unsent>
  count: ComputedRef<number>
  asksKind: ComputedRef<boolean>
  lacks: ComputedRef<'fields' | 'wrong' | 'kind' | 'source' | undefined>
  refusals: Ref<Record<string, Problem>> // by record
  busy: Ref<boolean>
  typed: (record: LedgerRecord, field: Field) => string
  isUnsent: (record: LedgerRecord, field: Field) => boolean
  isWrong: (record: LedgerRecord, field: Field) => boolean
  type: (record: LedgerRecord, field: Field, text: string) => void
  send: (way: 'append' | 'propose') => Promise<number> // how many entries were made
  settle: (row: UnsentRow, now: LedgerRecord, givenUp: readonly string[]) => void // a conflict
  drop: () => void
}

const place = (register: string): string => placeOf('cells', register)

function fresh(): Unsent {
  const { kind, from, source, reason } = emptyDraft(session.today.value)
  return { kind, from, source, reason, rows: [] }
}

function kept(register: string): Unsent | undefined {
  try {
    const text = localStorage.getItem(place(register))
    return text ? (JSON.parse(text) as Unsent) : undefined
  } catch {
    return undefined
  }
}

export function useCells(register: Register): Cells {
  const unsent = ref<Unsent>(kept(register.name) ?? fresh())
  const refusals = ref<Record<string, Problem>>({})
  const busy = ref(false)

  watch(
    unsent,
    (now) => {
      if (now.rows.length) localStorage.setItem(place(register.name), JSON.stringify(now))
      else localStorage.removeItem(place(register.name))
    },
    { deep: true },
  )

  const rowOf = (record: LedgerRecord): UnsentRow | undefined =>
    unsent.value.rows.find((row) => row.record.id === record.id)
  const fieldOf = (name: string): Field | undefined =>
    register.fields.find((field) => field.name === name)
  const isUnsent = (record: LedgerRecord, field: Field): boolean =>
    rowOf(record)?.values[field.name] !== undefined
  const typed = (record: LedgerRecord, field: Field): string =>
    rowOf(record)?.values[field.name] ?? typedText(field, record.fields[field.name])
  const isWrong = (record: LedgerRecord, field: Field): boolean =>
    isUnsent(record, field) && valueOf(field, typed(record, field)) === undefined

  // What is as it was is no edit; a record without one is given up. Nothing is typed while it is sent:
  // it would be crossed off with what was.
  function type(record: LedgerRecord, field: Field, text: string): void {
    if (busy.value) return
    const before = rowOf(record)
    const values = { ...before?.values }
    if (text === typedText(field, (before?.record ?? record).fields[field.name])) {
      delete values[field.name]
    } else {
      values[field.name] = text
    }
    put(before?.record ?? record, values)
  }
  // Another content is another entry, whatever became of the one that was sent.
  function put(record: LedgerRecord, values: Record<string, string>): void {
    const { [record.id]: _, ...others } = refusals.value
    refusals.value = others
    const rest = unsent.value.rows.filter((one) => one.record.id !== record.id)
    const row = { record, key: newKey(), values }
    unsent.value.rows = Object.keys(values).length ? [...rest, row] : rest
  }
  const settle = (row: UnsentRow, now: LedgerRecord, givenUp: readonly string[]): void =>
    put(now, remaining(register, now, row.values, givenUp))

  const names = computed(() => [
    ...new Set(unsent.value.rows.flatMap((row) => Object.keys(row.values))),
  ])
  const count = computed(() =>
    unsent.value.rows.reduce((sum, row) => sum + Object.keys(row.values).length, 0),
  )
  const asksKind = computed(() => needsChoice(register, names.value))
  const lacks = computed(() => {
    if (!count.value) return 'fields'
    const isAnyWrong = unsent.value.rows.some((row) =>
      Object.keys(row.values).some((name) => {
        const field = fieldOf(name)
        return !field || isWrong(row.record, field)
      }),
    )
    if (isAnyWrong) return 'wrong'
    if (asksKind.value && unsent.value.kind === '') return 'kind'
    return unsent.value.source.trim() === '' ? 'source' : undefined
  })

  async function sendRow(row: UnsentRow, way: typeof append): Promise<void> {
    const { kind, from, source, reason } = unsent.value
    const { record, key, values } = row
    const history =
      kind === 'correct' ? await readHistory(register.name, record.id, undefined) : []
    const draft = { key, kind, from, source, reason, values }
    const today = session.today.value
    const zone = zoneOf(record.id)
    await way(letterOf({ register, zone, draft, record, history, on: today, today }))
  }

  // One after another: what was entered is crossed off at once, so that nothing is sent twice. With
  // nobody answering the rest waits.
  async function send(way: 'append' | 'propose'): Promise<number> {
    busy.value = true
    refusals.value = {}
    let made = 0
    for (const row of [...unsent.value.rows]) {
      try {
        await sendRow(row, way === 'append' ? append : propose)
        unsent.value.rows = unsent.value.rows.filter((one) => one.record.id !== row.record.id)
        made += 1
      } catch (failed) {
        const problem = failed instanceof Problem ? failed : new Problem(-1, 'page', String(failed))
        refusals.value = { ...refusals.value, [row.record.id]: problem }
        if (problem.isOffline) break
      }
    }
    if (!unsent.value.rows.length) unsent.value = fresh()
    busy.value = false
    return made
  }

  function drop(): void {
    unsent.value = fresh()
    refusals.value = {}
  }
  return {
    unsent, count, asksKind, lacks, refusals, busy, typed, isUnsent, isWrong, type, send, settle,
    drop,
  }
}
