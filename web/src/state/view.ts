// What a colleague needs to see the same numbers, all of it in the address: zone, period, the day of
// the facts (asof) and what the ledger knew then (known).
//
//   /figures/batch_started_amount?zone=jiaocheng&period=2023&asof=2023-12-31&known=2023-12-20

import { computed, type ComputedRef } from 'vue'
import { useRoute, useRouter, type LocationQuery } from 'vue-router'

import { isDay, isMoment, type Day } from '@/format/date'
import { defaultDay, defaultPeriod, isPeriod, type Period } from '@/format/period'
import { session } from '@/state/session'

export interface View {
  zone: string
  period: Period
  valid: Day
  known: string | undefined // a day (its end) or a moment; undefined: now
}

const names = { zone: 'zone', period: 'period', valid: 'asof', known: 'known' } as const

function oneOf(query: LocationQuery, name: string): string | undefined {
  const value = query[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

// What of the address holds on every page; goes along with every link.
export function keptQuery(query: LocationQuery): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const name of Object.values(names)) {
    const value = oneOf(query, name)
    if (value !== undefined) kept[name] = value
  }
  return kept
}

export function viewOf(query: LocationQuery, zone: string, today: Day): View {
  const period = oneOf(query, names.period)
  const valid = oneOf(query, names.valid)
  const known = oneOf(query, names.known)
  const held = isPeriod(period) ? period : defaultPeriod(today)
  return {
    zone: oneOf(query, names.zone) ?? zone,
    period: held,
    valid: isDay(valid) ? valid : defaultDay(held, today),
    known: isDay(known) || isMoment(known) ? known : undefined,
  }
}

export function useView(): {
  view: ComputedRef<View>
  isPast: ComputedRef<boolean> // another knowledge than now's: nothing can be written here
  isOtherDay: ComputedRef<boolean>
  change: (to: Partial<Record<keyof View, string | undefined>>) => void
} {
  const route = useRoute()
  const router = useRouter()
  const view = computed(() => viewOf(route.query, session.zone.value, session.today.value))
  const isPast = computed(() => view.value.known !== undefined)
  const isOtherDay = computed(() => view.value.valid !== session.today.value)

  function change(to: Partial<Record<keyof View, string | undefined>>): void {
    const query = { ...route.query }
    for (const [what, value] of Object.entries(to)) {
      const name = names[what as keyof View]
      if (value === undefined) delete query[name]
      else query[name] = value
    }
    void router.push({ query })
  }
  return { view, isPast, isOtherDay, change }
}
