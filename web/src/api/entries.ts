// Letters to the ledger (docs/api.md, entries). A letter with a key may be sent again: it is written
// once. `seen` says as known when a record was looked at, so that what another wrote since is a
// conflict instead of being lost.

import type { ChangeKind, Value } from './records'
import { read, write } from './client'

export interface LetterChange {
  kind: ChangeKind
  register: string
  id: string
  valid_from: string
  valid_to?: string
  fields: Record<string, Value>
}

export interface Letter {
  zone: string
  source: string
  reason: string
  key: string
  seen?: Record<string, string>
  changes: LetterChange[]
}

export interface Receipt {
  zone: string
  seq: number
  known: string
  made: Record<string, string>
  repeated: boolean
}

export const append = (letter: Letter): Promise<Receipt> => write<Receipt>('/entries', letter)
export const propose = (letter: Letter): Promise<Receipt> => write<Receipt>('/proposals', letter)

export type Decision = 'approve' | 'reject' | 'withdraw'

export const decide = (proposal: string, decision: Decision, reason: string): Promise<Receipt> =>
  write<Receipt>(`/proposals/${proposal}/${decision}`, reason ? { reason } : {})

// What a proposal would write, for those who may decide it and for who proposed it.
export async function readLetter(proposal: string, signal?: AbortSignal): Promise<Letter> {
  const told = await read<{ letter: Letter }>(`/proposals/${proposal}/letter`, {}, signal)
  return told.letter
}
