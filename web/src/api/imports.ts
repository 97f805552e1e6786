// A spreadsheet into a register (docs/api.md, imports): looked at first, then written as it was looked
// at. A preview is held by its token for a day, with its file; rows come in pages.

import { read, remove, upload, type Query } from './client'
import type { Value } from './records'

export const rowStates = [
  'added', 'differs', 'changed', 'corrected', 'waiting', 'unchanged', 'rejected',
] as const
export type RowState = (typeof rowStates)[number]

export interface ImportOptions {
  sheet: string
  unit: string
  as: '' | 'change' | 'correct'
  names: '' | 'match' | 'apart'
  source: string
  reason: string
  valid_from: string
  map: Record<string, string> // head → field; '' leaves the column out
}

export interface Told {
  place: string // "项目!C12"
  code: string
  says: string
}

export interface ImportColumn {
  place: string
  head: string
  is: 'field' | 'id' | 'from' | 'to' | 'left_out' | 'twice' | 'unknown'
  field: string | null
  proposed: string | null
  unit: string | null
}

export interface ImportCell {
  place: string
  field: string
  before: Value
  after: Value
}

export interface ImportRow {
  place: string
  state: RowState
  id: string | null
  title: string
  zone: string
  second_person: boolean
  cells: ImportCell[]
  told: Told[]
}

export interface ImportEntry {
  zone: string
  seq: number
  known: string
  rows: number
  proposal: boolean
}

export interface CameTo {
  rows: number
  proposed: number
  unchanged: number
  rejected: number
  entries: ImportEntry[]
  stopped: { code: string; detail: string } | null
}

export interface Import {
  token?: string // of a preview, told once
  expires: string
  file: string
  zone: string
  options: ImportOptions & { zone: string }
  register: string
  batch: string
  counts: Record<RowState, number>
  second_person: number // rows that a commit hands to a second person
  tables: { sheet: string; records: number; left_out: number }[]
  columns: ImportColumn[]
  told: Told[]
  rows: ImportRow[]
  next: string | null
  state: 'previewed' | 'begun' | 'written'
  progress: { written: number; of: number }
  came_to: CameTo | null
}

function queryOf(zone: string, { map, ...options }: ImportOptions): Query {
  const lines = Object.entries(map).map(([head, field]) => `${head}=${field}`)
  return { zone, ...options, map: lines.join('\n'), mode: 'preview', limit: 1 }
}

// Of a file, or once more of the file of an earlier preview.
export function preview(
  register: string,
  zone: string,
  options: ImportOptions,
  of: File | { token: string },
): Promise<Import> {
  const query = queryOf(zone, options)
  if (!(of instanceof File)) return upload<Import>(`/import/${register}`, { ...query, ...of })
  const form = new FormData()
  form.append('file', of)
  return upload<Import>(`/import/${register}`, query, form)
}

// Sent again it answers the same.
export const commit = (register: string, token: string, rows: 'all' | 'good'): Promise<Import> =>
  upload<Import>(`/import/${register}`, { mode: 'commit', token, rows, limit: 1 })

export interface RowsAsked {
  token: string
  state?: RowState | ''
  cursor?: string
  limit: number
}

export function readImport(asked: RowsAsked, signal?: AbortSignal): Promise<Import> {
  const { token, ...query } = asked
  return read<Import>(`/imports/${token}`, query, signal)
}

export const drop = (token: string): Promise<void> => remove(`/imports/${token}`)
