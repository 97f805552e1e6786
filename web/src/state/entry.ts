// Making an entry: the draft and where it is kept, whether it can be sent, sending it, and what came
// of it. Refusals keep what was typed; a conflict is settled; what needs a second person can be proposed.

import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'

import { Problem } from '@/api/client'
import { append, propose, type Receipt } from '@/api/entries'
import type { Register } from '@/api/model'
import type { HistoryEntry, LedgerRecord } from '@/api/records'
import type { Day } from '@/format/date'
import { remaining } from './conflict'
import { dropDraft, emptyDraft, keepDraft, keptDraft, newKey, type Draft } from './draft'
import { letterOf, needsChoice, typedText, wrongFields } from './letter'
import { session } from './session'

export interface EntryOf {
  register: Register
  zone: string
  record: LedgerRecord | undefined
  on: Day // the day of which the record is shown
  history: () => readonly HistoryEntry[] | undefined // undefined: not read
  preset?: Record<string, string> // typed beforehand
}

export interface Entry {
  draft: Ref<Draft>
  record: Ref<LedgerRecord | undefined> // as it was looked at last
  wasKept: boolean
  edited: ComputedRef<string[]>
  wrong: ComputedRef<string[]>
  asksKind: ComputedRef<boolean>
  lacks: ComputedRef<'fields' | 'wrong' | 'kind' | 'history' | 'source' | undefined>
  problem: Ref<Problem | undefined>
  busy: Ref<boolean>
  mayPropose: ComputedRef<boolean>
  typed: (name: string) => string
  type: (name: string, text: string) => void
  send: () => Promise<Receipt | undefined>
  sendProposal: () => Promise<Receipt | undefined>
  settle: (now: LedgerRecord, givenUp: readonly string[]) => void // a conflict
  forget: () => void
}

// What was kept, and what is meant now. A kept draft of the same move keeps its own days; of another
// one the move that is meant now stands, and a kept correction asks again what it is.
function withPreset(kept: Draft, { preset, register }: EntryOf): Draft {
  if (!preset) return kept
  const days = register.fields.filter((one) => one.type === 'date').map((one) => one.name)
  const isSame = Object.entries(preset).every(
    ([name, typed]) => kept.values[name] === typed || (days.includes(name) && name in kept.values),
  )
  if (isSame) return kept
  return {
    ...kept,
    kind: kept.kind === 'correct' ? '' : 'change',
    values: { ...kept.values, ...preset },
  }
}

export function useEntry(of: EntryOf): Entry {
  // What is typed of a past day is no edit of today's.
  const isOfToday = of.on === session.today.value
  const id = (of.record?.id ?? 'new') + (isOfToday ? '' : `.${of.on}`)
  const kept = keptDraft(of.register.name, id)
  const fresh = (): Draft => ({
    ...emptyDraft(of.on),
    ...(of.preset ? { kind: 'change' as const, values: { ...of.preset } } : {}),
  })
  const draft = ref<Draft>(kept ? withPreset(kept, of) : fresh())
  const record = shallowRef(of.record)
  const problem = ref<Problem>()
  const busy = ref(false)

  const edited = computed(() => Object.keys(draft.value.values))
  const wrong = computed(() => wrongFields(of.register, draft.value))
  const asksKind = computed(() => record.value !== undefined && needsChoice(of.register, edited.value))
  const lacks = computed(() => {
    if (!edited.value.length) return 'fields'
    if (wrong.value.length) return 'wrong'
    if (asksKind.value && draft.value.kind === '') return 'kind'
    if ((draft.value.kind === 'correct' || !isOfToday) && !of.history()) return 'history'
    return draft.value.source.trim() === '' ? 'source' : undefined
  })
  const mayPropose = computed(() => problem.value?.code === 'ledger.second_person')

  watch(
    draft,
    (now) => {
      if (Object.keys(now.values).length) keepDraft(of.register.name, id, now)
      else dropDraft(of.register.name, id)
    },
    { deep: true },
  )

  const field = (name: string) => of.register.fields.find((one) => one.name === name)
  const before = (name: string): string => {
    const found = field(name)
    return found ? typedText(found, record.value?.fields[name]) : ''
  }
  const typed = (name: string): string => draft.value.values[name] ?? before(name)
  // What is as it was before is no edit.
  function type(name: string, text: string): void {
    const values = { ...draft.value.values }
    if (text === before(name)) delete values[name]
    else values[name] = text
    draft.value = { ...draft.value, values }
  }

  // Another letter than the one that was refused.
  function settle(now: LedgerRecord, givenUp: readonly string[]): void {
    const values = remaining(of.register, now, draft.value.values, givenUp)
    record.value = now
    problem.value = undefined
    draft.value = { ...draft.value, key: newKey(), values }
  }

  function forget(): void {
    dropDraft(of.register.name, id)
    draft.value = fresh()
  }

  // Sent again it is the same entry; written otherwise it is another, whatever became of the first.
  let sent = ''
  async function sendBy(way: typeof append): Promise<Receipt | undefined> {
    const content = JSON.stringify({ ...draft.value, key: '' })
    if (sent !== '' && sent !== content) draft.value.key = newKey()
    sent = content
    busy.value = true
    problem.value = undefined
    try {
      const history = of.history() ?? []
      const today = session.today.value
      const receipt = await way(letterOf({ ...of, record: record.value, history, today, draft: draft.value }))
      dropDraft(of.register.name, id)
      return receipt
    } catch (failed) {
      problem.value = failed instanceof Problem ? failed : new Problem(-1, 'page', String(failed))
      return undefined
    } finally {
      busy.value = false
    }
  }
  return {
    draft,
    record,
    wasKept: kept !== undefined,
    edited,
    wrong,
    asksKind,
    lacks,
    problem,
    busy,
    mayPropose,
    typed,
    type,
    send: () => sendBy(append),
    sendProposal: () => sendBy(propose),
    settle,
    forget,
  }
}
