// How a figure stands to its target, as one light with its reason: the completion is held against the
// share of the period that has passed. Without a target there is no judgement, and no invented goal.

import type { Figure } from '@/api/figures'
import { shownNumber } from '@/format/number'
import type { Light } from '@/parts/StatusLight.vue'

export interface Standing {
  light: Light
  word: 'reached' | 'on_time' | 'slow' | 'behind' | 'no_target'
  completion: string | undefined // "96.9"
  elapsed: string | undefined
}

// Yellow from behind the time on, red below four fifths of it (UI.md 4: past 80 % is a warning).
const warning = 0.8

export function standingOf(figure: Pick<Figure, 'target' | 'elapsed'>): Standing {
  const completion = figure.target?.completion ?? null
  const elapsed = figure.elapsed ? shownNumber(figure.elapsed, 1) : undefined
  if (completion === null) return { light: 'none', word: 'no_target', completion: undefined, elapsed }
  const shown = shownNumber(completion, 1)
  const done = Number(completion)
  const time = figure.elapsed ? Number(figure.elapsed) : 100
  if (done >= 100) return { light: 'green', word: 'reached', completion: shown, elapsed }
  if (done >= time) return { light: 'green', word: 'on_time', completion: shown, elapsed }
  const isWarned = done >= time * warning
  return {
    light: isWarned ? 'yellow' : 'red',
    word: isWarned ? 'slow' : 'behind',
    completion: shown,
    elapsed,
  }
}
