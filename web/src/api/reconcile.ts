// Texts held against the ledger, and messages read into drafts (docs/formats/reconcile.md, intake.md).
// Places in a text are bytes of its UTF-8; state/marked.ts turns them into places of this page.

import type { Letter } from './entries'
import { write } from './client'
import type { Value } from './records'

export type Verdict = 'agrees' | 'differs' | 'question' | 'unsupported'

// What a definition says, for a zone and a period, on a day, as known then.
export interface HeldValue {
  definition: string
  label: string
  period: string
  valid: string
  known: string | null
  value: string | null
  shown: string // "11.63 亿元"
  rank: number
  agrees: boolean
}

// What would make a figure agree.
export interface Way extends HeldValue {
  by: 'definition' | 'knowledge' | 'day'
  from?: string | null
  until?: string | null
  report?: string | null
  because?: string
  last?: string
}

export interface HeldFigure {
  id: string
  article: string
  start: number
  end: number
  indicator: string
  measure: string
  modality: string
  unit: string
  zone: string | null
  verdict: Verdict
  why?: string
  values: HeldValue[]
  ways: Way[]
  searched_all?: boolean
}

export interface Relation {
  id: string
  type: 'sum' | 'ratio' | 'growth' | 'le' | 'same'
  target?: string
  terms: string[]
  holds: boolean | null
  truncated?: boolean
}

export interface Article {
  id: string
  zone: string | null
  headline: string | null
  author: string | null
  body_lines_reading_order: number[]
}

export interface Trouble {
  of: 'differs' | 'one_name' | 'unsupported'
  figures: string[]
  says: string[]
}

export interface Reconciled {
  figures: HeldFigure[]
  relations: Relation[]
  articles: Article[]
  troubles: Trouble[]
  counts: Record<Verdict, number>
  zone: string
  valid: string
  bulletin?: string
}

export type BulletinStatus = 'draft' | 'checked' | 'received'

export interface ToReconcile {
  text: string
  zone: string
  valid: string
  known?: string
}

export const reconcile = (given: ToReconcile): Promise<Reconciled> =>
  write<Reconciled>('/reconcile', given)

// The text and its figures become records.
export const keepReconciled = (
  given: ToReconcile,
  keep: { title: string; status: BulletinStatus },
): Promise<Reconciled> => write<Reconciled>('/reconcile', { ...given, keep })

export interface DraftField {
  field: string
  label: string
  value: Value
  shown: string
  start?: number
  end?: number
}

export interface MessageDraft {
  register: string
  label: string
  record: string | null
  fields: DraftField[]
  missing: { field: string; label: string }[]
}

export interface Drafts {
  drafts: MessageDraft[]
  letter: Letter | null
}

export const readDrafts = (given: { text: string; zone: string; day?: string }): Promise<Drafts> =>
  write<Drafts>('/drafts', given)
