// What a rate is made of, told as it is defined: value ÷ value where its cohort adds something up,
// count ÷ count where each record counts one (PRODUCT E9). Its unit is the cohort's.

import type { Figure, Group } from '@/api/figures'
import type { Indicator } from '@/api/model'
import { shownAmount } from '@/format/amount'
import { indicatorNamed } from './model'

export interface Parts {
  isCount: boolean
  numerator: string
  denominator: string
  unit: string // of values; "" of counts
}

// Of a figure that counts, each record is one unless an adjustment says more.
export function countsRecords(of: Indicator | undefined): boolean {
  const counted = of?.cohort ? indicatorNamed(of.cohort) : of
  return counted !== undefined && counted.kind !== 'typed' && counted.sum === null
}

// The unit and the decimals in which amounts behind a figure are told.
export function measureOf(of: Indicator | undefined): { unit: string; digits: number } {
  const counted = of?.cohort ? indicatorNamed(of.cohort) : of
  return { unit: counted?.unit ?? '', digits: counted?.scale ?? 0 }
}

// undefined: it is no rate, or has no answer.
export function partsOf(figure: Figure | undefined): Parts | undefined {
  const { numerator, denominator } = figure?.answer ?? {}
  if (!figure || !numerator || !denominator) return undefined
  return shownParts(figure.definition.id, numerator.value, denominator.value)
}

// Of one group of a rate that is split; the whole of a group is its denominator.
export function partsOfGroup(id: string, group: Group | undefined): Parts | undefined {
  if (!group?.numerator) return undefined
  return shownParts(id, group.numerator.value, group.value)
}

function shownParts(id: string, numerator: string, denominator: string): Parts {
  const of = indicatorNamed(id)
  const { unit, digits } = measureOf(of)
  const isCount = countsRecords(of)
  return {
    isCount,
    numerator: shownAmount(numerator, unit, digits),
    denominator: shownAmount(denominator, unit, digits),
    unit: isCount ? '' : unit,
  }
}
