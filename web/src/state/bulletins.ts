// Bulletins that were kept, each with how its figures stand in the ledger.

import type { Letter } from '@/api/entries'
import { listAll, zoneOf, type LedgerRecord } from '@/api/records'
import type { HeldFigure } from '@/api/reconcile'
import type { Light } from '@/parts/StatusLight.vue'
import type { Said } from './marked'
import { useResource, type Resource } from './resource'
import { session } from './session'

// Of its record: `open` has yet to be looked at; the last three were closed with a reason.
export const statuses = ['agrees', 'open', 'differs', 'explained', 'unsupported'] as const
export type FigureStatus = (typeof statuses)[number]

export const lightOfStatus: Readonly<Record<FigureStatus, Light>> = {
  agrees: 'green', open: 'yellow', differs: 'red', explained: 'green', unsupported: 'none',
}

export interface KeptBulletin {
  record: LedgerRecord
  zone: string
  speaksOf: string | undefined
  counts: Record<FigureStatus, number>
}

export interface AskedBulletins {
  zone: string
  valid: string
  known: string | undefined
}

const text = (record: LedgerRecord, field: string): string => String(record.fields[field] ?? '')

export function useBulletins(asked: () => AskedBulletins): Resource<KeptBulletin[]> {
  return useResource(asked, async (at, signal) => {
    const [bulletins, figures] = await Promise.all([
      listAll('bulletin', { ...at, sort: '-speaks_of' }, signal),
      listAll('reported_figure', { ...at, fields: 'bulletin,status' }, signal),
    ])
    return bulletins.map((record) => ({
      record,
      zone: zoneOf(record.id),
      speaksOf: text(record, 'speaks_of') || undefined,
      counts: countsOf(figures.filter((one) => one.fields['bulletin'] === record.id)),
    }))
  })
}

export function countsOf(figures: readonly LedgerRecord[]): Record<FigureStatus, number> {
  const counts = { agrees: 0, open: 0, differs: 0, explained: 0, unsupported: 0 }
  for (const one of figures) counts[text(one, 'status') as FigureStatus] += 1
  return counts
}

export function useKeptFigures(
  asked: () => (AskedBulletins & { bulletin: string }) | undefined,
): Resource<LedgerRecord[]> {
  return useResource(asked, ({ bulletin, ...at }, signal) =>
    listAll('reported_figure', { ...at, filter: `bulletin.id = "${bulletin}"` }, signal))
}

const numbersIn = (id: string): number[] => id.split('.').slice(1).map(Number)

function inOrder(a: LedgerRecord, b: LedgerRecord): number {
  const [entry = 0, made = 0] = numbersIn(a.id)
  const [otherEntry = 0, otherMade = 0] = numbersIn(b.id)
  return entry - otherEntry || made - otherMade
}

// The record of each figure: of those with its wording the next, in the order they were kept. A figure
// that the text is read to have only now has none.
export function recordsOf(
  figures: readonly HeldFigure[],
  said: Readonly<Record<string, Said>>,
  kept: readonly LedgerRecord[],
): Record<string, LedgerRecord> {
  const left = [...kept].sort(inOrder)
  const found: Record<string, LedgerRecord> = {}
  for (const figure of figures) {
    const at = left.findIndex((one) => text(one, 'wording') === said[figure.id]?.wording)
    const [record] = at < 0 ? [] : left.splice(at, 1)
    if (record) found[figure.id] = record
  }
  return found
}

export interface Closing {
  status: FigureStatus
  definition: string
  reason: string
  evidence: string
}

// To close a figure is a change of its record from today on; the figures of the ledger stay.
export function closingLetter(record: LedgerRecord, closing: Closing, key: string): Letter {
  const { status, definition, reason, evidence } = closing
  return {
    zone: zoneOf(record.id),
    source: evidence.trim() || text(record, 'wording'),
    reason: reason.trim(),
    key,
    seen: { [record.id]: record.known },
    changes: [
      {
        register: 'reported_figure',
        id: record.id,
        kind: 'change',
        valid_from: session.today.value,
        fields: {
          status,
          ...(definition && definition !== text(record, 'definition') ? { definition } : {}),
          ...(reason.trim() ? { reason: reason.trim() } : {}),
          ...(evidence.trim() ? { evidence: evidence.trim() } : {}),
        },
      },
    ],
  }
}

