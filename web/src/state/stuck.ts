// How long a project has stood at its stage, and whether that is too long: the track's own limit of
// days (model/tracks), counted to today. Red beyond it, yellow beyond four fifths (UI.md 4).

import type { Stage, Track } from '@/api/model'
import type { LedgerRecord } from '@/api/records'
import { daysBetween, isDay, type Day } from '@/format/date'
import type { Light } from '@/parts/StatusLight.vue'

export interface Stay {
  stage: Stage
  since: Day | undefined
  days: number | undefined
  limit: number | undefined
  light: Light
}

// Whether the reader sees what stays are worked out from; who does not is told nothing, rather than
// that nothing is late.
export function seesStays(track: Track | undefined, isHidden: (field: string) => boolean): boolean {
  if (!track || isHidden(track.stage_field)) return false
  const limited = track.stages.filter((stage) => stage.limit_days !== null && stage.date_field)
  return limited.every((stage) => !isHidden(stage.date_field))
}

export function stayOf(record: LedgerRecord, track: Track, today: Day): Stay | undefined {
  const value = record.fields[track.stage_field]
  const stage = track.stages.find((one) => one.value === value)
  if (!stage) return undefined
  const on = stage.date_field ? record.fields[stage.date_field] : null
  const since = isDay(on) ? on : undefined
  const days = since ? daysBetween(since, today) : undefined
  const limit = stage.limit_days ?? undefined
  return { stage, since, days, limit, light: lightOf(days, limit) }
}

function lightOf(days: number | undefined, limit: number | undefined): Light {
  if (days === undefined || limit === undefined) return 'none'
  if (days > limit) return 'red'
  return days > limit * 0.8 ? 'yellow' : 'green'
}
