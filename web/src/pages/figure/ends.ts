// Between which two moments the difference of a figure is told: if an earlier knowledge is on the
// screen, from it to now; else from the latest report that said another number, else the latest one.

import { computed, ref, watch, type ComputedRef } from 'vue'

import type { Ends, Figure } from '@/api/figures'
import { digitsOf } from '@/format/amount'
import { rounded } from '@/format/number'
import { useReports, type ReportMoment } from '@/state/reports'
import type { View } from '@/state/view'

export function useEnds(
  view: ComputedRef<View>,
  figure: () => Figure | undefined,
): { ends: ComputedRef<Ends | undefined>; choose: (known: string) => void } {
  const { moments } = useReports(() => view.value.zone)
  const chosen = ref<string>()
  watch(
    () => [view.value.known, view.value.period],
    () => (chosen.value = undefined),
  )

  const offered = computed<ReportMoment | undefined>(() => {
    const of = figure()
    if (!of?.reported) return moments.value[0]
    const shown = of.answer?.shown ?? ''
    const other = of.reported.find((one) => rounded(one.value, digitsOf(shown)) !== shown)
    return moments.value.find((one) => one.id === other?.report) ?? moments.value[0]
  })

  const ends = computed<Ends | undefined>(() => {
    const known = chosen.value ?? view.value.known ?? offered.value?.known
    if (known === undefined) return undefined
    return {
      from: { valid: view.value.valid, known },
      to: { valid: view.value.valid, known: undefined },
    }
  })
  return { ends, choose: (known) => (chosen.value = known) }
}
