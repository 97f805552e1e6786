// What is said of a text's figures: the verdict of each, what is to be looked at, and where it leads.

import { reconcile, type HeldFigure, type HeldValue, type Reconciled, type Relation, type ToReconcile,
  type Verdict } from '@/api/reconcile'
import type { LedgerRecord } from '@/api/records'
import type { Light } from '@/parts/StatusLight.vue'
import { recordsOf } from './bulletins'
import { wordsOf, type Place, type Said } from './marked'
import { indicatorNamed, labelIn } from './model'
import { useResource, type Resource } from './resource'
import { session } from './session'
import { unitWord } from './units'
import type { View } from './view'

export const verdicts: readonly Verdict[] = ['agrees', 'differs', 'question', 'unsupported']

export const lightOf: Readonly<Record<Verdict, Light>> = {
  agrees: 'green', differs: 'red', question: 'yellow', unsupported: 'none',
}

// With the text that it is about: a newer one may be asked about already.
export interface Told extends Reconciled {
  text: string
}

export const useReconciled = (asked: () => ToReconcile | undefined): Resource<Told> =>
  useResource(asked, async (given) => ({ ...(await reconcile(given)), text: given.text }))

// Whoever keeps a text writes it and its figures.
export const mayKeep = (): boolean =>
  ['bulletin', 'reported_figure'].every((one) => session.may('append', one))

// "11.63 亿元" in the reader's units.
export function shownHeld(value: Pick<HeldValue, 'shown'>): string {
  const [number = '', unit = ''] = value.shown.split(' ')
  return unit ? `${number} ${unitWord(unit)}`.trim() : number
}

// The value that agrees, else the one that is meant most surely.
export const surest = (figure: HeldFigure): HeldValue | undefined =>
  figure.values.find((value) => value.agrees) ?? figure.values[0]

// Of the most surely meant, each definition once: where it agrees, else as it was asked first.
export function meant(figure: HeldFigure): HeldValue[] {
  const rank = figure.values[0]?.rank
  const all = new Map<string, HeldValue>()
  for (const value of figure.values) {
    const before = all.get(value.definition)
    if (value.rank === rank && (!before || (value.agrees && !before.agrees))) {
      all.set(value.definition, value)
    }
  }
  return [...all.values()]
}

// The very pair and period that the value was read at.
export const viewOf = (value: HeldValue, zone: string): View => ({
  zone,
  period: value.period,
  valid: value.valid,
  known: value.known ?? undefined,
})

export function figurePage(value: HeldValue, zone: string, hash = '#records'): object {
  const { period, valid, known } = viewOf(value, zone)
  return {
    name: 'figure',
    params: { id: value.definition },
    query: { zone, period, asof: valid, ...(known ? { known } : {}) },
    hash,
  }
}

export const definitionSays = (value: HeldValue): string =>
  labelIn(indicatorNamed(value.definition)?.sentence)

// Trouble by trouble, each figure once, in the order of the text.
export function troubledFigures(told: Reconciled): string[] {
  const troubled = new Set(told.troubles.flatMap((trouble) => trouble.figures))
  return told.figures.flatMap((figure) => (troubled.has(figure.id) ? [figure.id] : []))
}

// A sum that is not one may be of other things than the text means: it is asked, never held against it.
export type Standing = 'even' | 'asks'
export const standingOf = (relation: Relation): Standing => (relation.holds ? 'even' : 'asks')

// What replaces a figure's wording: the ledger's value, written as closely as the text writes.
export function wordingOf(value: HeldValue, wording: string): string {
  return /\d\s+\D/.test(wording) ? value.shown : value.shown.replace(' ', '')
}

// All that the parts of the screen need to know of one text.
export interface Check {
  told: Told
  said: Readonly<Record<string, Said>>
  numbers: Readonly<Record<string, number>> // as the list and the text have them, from 1
  records: Readonly<Record<string, LedgerRecord>> // of the figures that were kept
  isKept: boolean
  mayMend: boolean // its wording, here
}

export function checkOf(
  told: Told,
  { kept, mayMend }: { kept?: readonly LedgerRecord[]; mayMend: boolean },
): Check {
  const said = wordsOf(told.text, told.figures.map(placeOf))
  const numbers = Object.fromEntries(told.figures.map((figure, index) => [figure.id, index + 1]))
  const records = recordsOf(told.figures, said, kept ?? [])
  return { told, said, numbers, records, isKept: kept !== undefined, mayMend }
}

export const placeOf = ({ id, start, end }: HeldFigure): Place => ({ key: id, start, end })

export function figureOf(check: Check, id: string): HeldFigure | undefined {
  return check.told.figures.find((figure) => figure.id === id)
}

// What a mended wording is told by.
export interface Mending {
  figure: HeldFigure
  to: string
  label: string
}
