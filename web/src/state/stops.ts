// The stops of a project's life as its track has them: done with the day of entering, now with the days
// it has stood there, to come. Ways out (退出) are no stops, unless the project is there.

import type { Stage, Track } from '@/api/model'
import type { LedgerRecord } from '@/api/records'
import type { Day } from '@/format/date'
import { none } from '@/format/number'
import type { Stop } from '@/parts/StageTrack.vue'
import { stayOf } from './stuck'

const positionOf = (record: LedgerRecord, track: Track): number =>
  track.stages.findIndex((stage) => stage.value === record.fields[track.stage_field])

export function nextStage(record: LedgerRecord, track: Track): Stage | undefined {
  const at = positionOf(record, track)
  const next = at >= 0 ? track.stages[at + 1] : undefined
  return next && !next.end && !track.stages[at]?.end ? next : undefined
}

export function stopsOf(
  record: LedgerRecord,
  track: Track,
  today: Day,
  label: (stage: string) => string,
  daysText: (days: number) => string,
): Stop[] {
  const now = positionOf(record, track)
  const stay = stayOf(record, track, today)
  return track.stages
    .map((stage, index) => ({ stage, index }))
    .filter(({ stage, index }) => !stage.end || index === now)
    .map(({ stage, index }) => {
      const day = stage.date_field ? record.fields[stage.date_field] : null
      const entered = typeof day === 'string' ? day : none
      const isNow = index === now
      const state = isNow ? ('now' as const) : index < now ? ('done' as const) : ('next' as const)
      const stood = isNow && stay?.days !== undefined ? daysText(stay.days) : ''
      const note = stood ? `${entered} · ${stood}` : entered
      return { stage: stage.value, label: label(stage.value), state, note }
    })
}
