// Figures as the pages ask for them.

import {
  readBehind,
  readCumulative,
  readDifference,
  readFigures,
  readTrend,
  type BehindAnswer,
  type Difference,
  type Ends,
  type Figure,
  type Step,
} from '@/api/figures'
import { useResource, type Resource } from './resource'
import type { View } from './view'

export interface Asked {
  indicator: string
  view: View
}

export function useFigure(asked: () => (Asked & { by?: string }) | undefined): Resource<Figure> {
  return useResource(asked, async ({ indicator, view, by }, signal) => {
    const [figure] = await readFigures([indicator], view, signal, by ? { by } : {})
    if (!figure) throw new Error(indicator)
    return figure
  })
}

// Several at once, of one snapshot, by their names.
export function useFigures(
  asked: () =>
    | { indicators: readonly string[]; view: View; parts?: 'answer'; by?: string }
    | undefined,
): Resource<Record<string, Figure>> {
  return useResource(asked, async ({ indicators, view, ...more }, signal) => {
    const told = await readFigures(indicators, view, signal, more)
    return Object.fromEntries(told.map((figure) => [figure.definition.id, figure]))
  })
}

export function useBehind(
  asked: () => (Asked & { part?: 'numerator' | 'denominator' | undefined }) | undefined,
): Resource<BehindAnswer> {
  return useResource(asked, (of, signal) => readBehind(of.indicator, of.view, signal, of.part))
}

export function useTrend(
  asked: () => (Asked & { isRatio: boolean }) | undefined,
): Resource<Step[]> {
  return useResource(asked, (of, signal) =>
    (of.isRatio ? readCumulative : readTrend)(of.indicator, of.view, signal),
  )
}

export function useDifference(
  asked: () => (Asked & { ends: Ends }) | undefined,
): Resource<Difference> {
  return useResource(asked, (of, signal) =>
    readDifference(of.indicator, of.view, of.ends, signal),
  )
}
