// What is being typed about a record, kept on this device until the ledger has it: a closed window or
// a dead server loses nothing. Each person's is apart: the next one at the device finds none of it. Its key goes with every attempt, so that it is written once.

import { session } from './session'

export interface Draft {
  key: string
  kind: 'change' | 'correct' | ''
  from: string
  source: string
  reason: string
  values: Record<string, string>
}

// Where this person's words of something are kept.
export const placeOf = (what: 'draft' | 'cells', of: string): string =>
  `zonebook.${what}.${session.me.value?.login ?? ''}.${of}`
const place = (register: string, id: string): string => placeOf('draft', `${register}.${id}`)

export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function emptyDraft(today: string): Draft {
  return { key: newKey(), kind: '', from: today, source: '', reason: '', values: {} }
}

export function keptDraft(register: string, id: string): Draft | undefined {
  try {
    const text = localStorage.getItem(place(register, id))
    return text ? (JSON.parse(text) as Draft) : undefined
  } catch {
    return undefined
  }
}

export function keepDraft(register: string, id: string, draft: Draft): void {
  localStorage.setItem(place(register, id), JSON.stringify(draft))
}

export function dropDraft(register: string, id: string): void {
  localStorage.removeItem(place(register, id))
}
