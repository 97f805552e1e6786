// A message as drafts of entries: what was read from which words, what is asked because the message does
// not say it, and the letter that writes what a person has confirmed. Nothing is written before that.

import { computed, ref, type ComputedRef, type Ref } from 'vue'

import { Problem } from '@/api/client'
import { append, propose, type Letter, type LetterChange, type Receipt } from '@/api/entries'
import type { Field, Register } from '@/api/model'
import { readDrafts, type DraftField, type MessageDraft } from '@/api/reconcile'
import type { Value } from '@/api/records'
import { newKey } from './draft'
import { typedText, valueOf } from './letter'
import { piecesOf, wordsOf, type Piece, type Place } from './marked'
import { fieldOf, registerNamed } from './model'
import { session } from './session'

export interface AskedField {
  field: Field
  typed: string
  called: string // of a reference
  words: string // it was read from; "" where it was not
  isAsked: boolean // the message does not say it
  isOwn: boolean // proposed as who is signed in
}

export interface OpenDraft {
  key: string
  register: Register
  isTaken: boolean
  fields: AskedField[]
}

const keyOf = (draft: number, field: string): string => `${draft}.${field}`

export function placesOf(drafts: readonly MessageDraft[]): Place[] {
  return drafts.flatMap((draft, index) =>
    draft.fields.flatMap(({ field, start, end }) =>
      start === undefined || end === undefined ? [] : [{ key: keyOf(index, field), start, end }]))
}

function readField(register: Register, told: DraftField, words: string): AskedField[] {
  const field = fieldOf(register, told.field)
  if (!field) return []
  return [{ field, typed: typedText(field, told.value), called: told.shown, words,
    isAsked: false, isOwn: false }]
}

// Of a person of the staff that the message does not name, who is signed in is proposed.
function askedField(register: Register, name: string): AskedField[] {
  const field = fieldOf(register, name)
  if (!field) return []
  const isOwn = field.type === 'reference' && field.to === 'staff' && session.staff.value !== ''
  return [{ field, typed: isOwn ? session.staff.value : '', called: isOwn ? session.name.value : '',
    words: '', isAsked: true, isOwn }]
}

export function openDrafts(text: string, drafts: readonly MessageDraft[]): OpenDraft[] {
  return drafts.flatMap((draft, index) => {
    const register = registerNamed(draft.register)
    if (!register) return []
    // Several fields may be read from the same words: each is told by its own.
    const wordsAt = (told: DraftField): string => {
      if (told.start === undefined || told.end === undefined) return ''
      const place = { key: 'a', start: told.start, end: told.end }
      return wordsOf(text, [place])['a']?.wording ?? ''
    }
    return [{
      key: String(index),
      register,
      isTaken: session.writes(register.name),
      fields: [
        ...draft.fields.flatMap((told) => readField(register, told, wordsAt(told))),
        ...draft.missing.flatMap(({ field }) => askedField(register, field)),
      ],
    }]
  })
}

export const isEmpty = ({ field, typed }: AskedField): boolean => typed.trim() === '' && field.required
export const isWrong = ({ field, typed }: AskedField): boolean =>
  typed.trim() !== '' && valueOf(field, typed) === undefined

export function lettersChanges(drafts: readonly OpenDraft[], day: string): LetterChange[] {
  return drafts
    .filter((draft) => draft.isTaken)
    .map((draft, index) => ({
      register: draft.register.name,
      id: `new:draft${index + 1}`,
      kind: 'create' as const,
      valid_from: day,
      fields: Object.fromEntries(
        draft.fields.flatMap(({ field, typed }): [string, Value][] => {
          const value = valueOf(field, typed)
          return value === undefined || value === null ? [] : [[field.name, value]]
        })),
    }))
}

export interface Message {
  text: Ref<string>
  pieces: ComputedRef<Piece[]>
  drafts: Ref<OpenDraft[] | undefined> // undefined: not read yet
  taken: ComputedRef<number>
  lacks: ComputedRef<boolean>
  alone: ComputedRef<boolean> // all of it may be written without a second person
  busy: Ref<boolean>
  problem: Ref<Problem | undefined>
  receipt: Ref<{ receipt: Receipt; registers: string[]; wasProposed: boolean } | undefined>
  read: (zone: string) => Promise<void>
  send: (way: 'append' | 'propose') => Promise<void>
  again: () => void
}

const place = 'zonebook.message'

export function useMessage(): Message {
  const text = ref(sessionStorage.getItem(place) ?? '')
  const readText = ref('')
  const told = ref<MessageDraft[]>([])
  const drafts = ref<OpenDraft[]>()
  const zoneOfLetter = ref('')
  const busy = ref(false)
  const problem = ref<Problem>()
  const receipt: Message['receipt'] = ref()
  let key = newKey()
  let sent = ''

  const pieces = computed(() => piecesOf(readText.value, placesOf(told.value)))
  const takenDrafts = computed(() => (drafts.value ?? []).filter((draft) => draft.isTaken))
  const lacks = computed(() =>
    takenDrafts.value.some((draft) => draft.fields.some((one) => isEmpty(one) || isWrong(one))))
  const alone = computed(() =>
    takenDrafts.value.every((draft) => session.may('append', draft.register.name)))

  async function run(what: () => Promise<void>): Promise<void> {
    busy.value = true
    problem.value = undefined
    try {
      await what()
    } catch (failed) {
      problem.value = failed instanceof Problem ? failed : new Problem(-1, 'page', String(failed))
    } finally {
      busy.value = false
    }
  }

  const read = (zone: string): Promise<void> =>
    run(async () => {
      sessionStorage.setItem(place, text.value)
      const asked = text.value.replace(/\r\n?/g, '\n')
      const answer = await readDrafts({ text: asked, zone })
      readText.value = asked
      told.value = answer.drafts
      zoneOfLetter.value = zone
      drafts.value = openDrafts(asked, answer.drafts)
    })

  // The same letter keeps its key, so that it is written once however often it is sent.
  function letter(): Letter {
    const changes = lettersChanges(drafts.value ?? [], session.today.value)
    const now = JSON.stringify([zoneOfLetter.value, readText.value, changes])
    if (sent !== '' && sent !== now) key = newKey()
    sent = now
    return { zone: zoneOfLetter.value, source: readText.value, reason: '', key, changes }
  }

  const send = (way: 'append' | 'propose'): Promise<void> =>
    run(async () => {
      const registers = takenDrafts.value.map((draft) => draft.register.name)
      const got = await (way === 'append' ? append : propose)(letter())
      receipt.value = { receipt: got, registers, wasProposed: way === 'propose' }
      sessionStorage.removeItem(place)
    })

  function again(): void {
    text.value = ''
    drafts.value = undefined
    told.value = []
    receipt.value = undefined
    key = newKey()
    sent = ''
  }
  return {
    text, pieces, drafts, taken: computed(() => takenDrafts.value.length), lacks, alone, busy, problem,
    receipt, read, send, again,
  }
}
