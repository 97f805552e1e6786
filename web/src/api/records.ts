// Records of any register (docs/api.md, records). Values are as the ledger has them: money in 分,
// references as ids with what they are called beside them.

import { read } from './client'

export type Value = string | number | null

export interface LedgerRecord {
  id: string
  title: string
  valid_from: string
  valid_to: string
  kind: string
  known: string
  fields: Record<string, Value>
  titles: Record<string, string>
  read?: string // the last entry of its zone when it was read
}

// What an answer was read at: the last entry of each zone.
interface ReadAt {
  read?: { now?: Record<string, string> }
}

export interface RecordPage extends ReadAt {
  register: string
  valid: string
  records: LedgerRecord[]
  next: string | null
  count?: number
}

export interface Debt {
  stage: string
  need: string
  zh: string
  en: string
  gate: 'hard' | 'debt'
}

export interface OneRecord extends ReadAt {
  register: string
  id: string
  valid: string
  exists: boolean
  same_as: string | null
  record: LedgerRecord | null
  debts?: Debt[]
}

export type ChangeKind = 'create' | 'change' | 'correct' | 'retire' | 'restore'

export interface HistoryChange {
  kind: ChangeKind
  valid_from: string
  valid_to: string
  fields: Record<string, { old: Value[]; new: Value }>
}

export interface HistoryEntry {
  seq: number
  known: string
  actor: string
  approved_by: string
  source: string
  reason: string
  changes: HistoryChange[]
}

export interface ListQuestion {
  zone: string
  valid?: string
  known?: string | undefined
  filter?: string
  sort?: string
  cursor?: string
  limit?: number
  count?: boolean
  fields?: string
}

export const endOfTime = '9999-12-31'

// The zone whose entry made the record: an id begins with it.
export const zoneOf = (id: string): string => id.slice(0, id.indexOf('.'))

// A version may be older than the last entry about its record, which wrote of other days.
function withRead(record: LedgerRecord, { read: at }: ReadAt): LedgerRecord {
  const last = at?.now?.[zoneOf(record.id)]
  return last ? { ...record, read: last } : record
}

export async function listRecords(
  register: string,
  asked: ListQuestion,
  signal?: AbortSignal,
): Promise<RecordPage> {
  const { count, ...rest } = asked
  const query = { ...rest, count: count ? 'true' : undefined }
  const page = await read<RecordPage>(`/records/${register}`, query, signal)
  return { ...page, records: page.records.map((record) => withRead(record, page)) }
}

// All pages of a list, for boards and sheets; the server gives at most 1000 a page.
export async function listAll(
  register: string,
  asked: ListQuestion,
  signal?: AbortSignal,
): Promise<LedgerRecord[]> {
  const records: LedgerRecord[] = []
  let cursor: string | undefined
  do {
    const page = await listRecords(
      register,
      { ...asked, limit: 1000, ...(cursor ? { cursor } : {}) },
      signal,
    )
    records.push(...page.records)
    cursor = page.next ?? undefined
  } while (cursor)
  return records
}

export interface Moment {
  valid?: string | undefined
  known?: string | undefined
}

export async function readRecord(
  register: string,
  id: string,
  at: Moment,
  signal?: AbortSignal,
): Promise<OneRecord> {
  const told = await read<OneRecord>(`/records/${register}/${id}`, { ...at }, signal)
  return told.record ? { ...told, record: withRead(told.record, told) } : told
}

export async function readHistory(
  register: string,
  id: string,
  known: string | undefined,
  signal?: AbortSignal,
): Promise<HistoryEntry[]> {
  const path = `/records/${register}/${id}/history`
  return (await read<{ entries: HistoryEntry[] }>(path, { known }, signal)).entries
}

export interface Hit {
  register: string
  id: string
  title: string
}

// Records of all registers whose texts hold all the words, at most `limit` of each register; `more` names
// those in which there are others.
export const searchRecords = (
  asked: { q: string; zone: string; limit: number },
  signal?: AbortSignal,
): Promise<{ hits: Hit[]; more: string[] }> => read('/search', asked, signal)
