// Where the bars of a plan lie: phases as lanes, in each its tasks one below the other, days of the
// calendar along. Units are those of the drawing; its page scales it.

import { phases, type Plan, type PlannedTask } from '@/api/cases'
import { addDays, daysBetween, type Day } from '@/format/date'

export const drawing = { width: 960, names: 250, top: 24, line: 22, lane: 22, right: 12 } as const
const leastBar = 4 // what takes no day is seen too
const mostMarks = 12

export interface Bar {
  task: PlannedTask
  critical: boolean
  x: number
  width: number
  y: number
}

export interface Lane {
  phase: PlannedTask['phase']
  y: number
  bars: Bar[]
}

export interface Gantt {
  lanes: Lane[]
  marks: { month: string; x: number }[]
  height: number
}

// The first days of months, as many as there is room for.
function monthsBetween(from: Day, to: Day): Day[] {
  const firsts: Day[] = []
  for (let day = `${from.slice(0, 7)}-01`; day <= to; day = `${addDays(day, 31).slice(0, 7)}-01`) {
    if (day >= from) firsts.push(day)
  }
  const step = Math.ceil(firsts.length / mostMarks)
  return firsts.filter((_, at) => at % step === 0)
}

export function ganttOf(plan: Plan): Gantt {
  const first = plan.tasks.reduce((day, one) => (one.from < day ? one.from : day), plan.expected)
  const last = plan.tasks.reduce((day, one) => (one.to > day ? one.to : day), plan.expected)
  const room = drawing.width - drawing.names - drawing.right
  const scale = room / (daysBetween(first, last) + 1)
  const xOf = (day: Day): number => drawing.names + daysBetween(first, day) * scale
  let y: number = drawing.top
  const lanes: Lane[] = []
  for (const phase of phases) {
    const tasks = plan.tasks.filter((one) => one.phase === phase)
    if (!tasks.length) continue
    const lane: Lane = { phase, y, bars: [] }
    y += drawing.lane
    for (const task of tasks) {
      const x = Math.min(xOf(task.from), drawing.width - drawing.right - leastBar)
      const width = Math.max(task.days === 0 ? 0 : xOf(addDays(task.to, 1)) - x, leastBar)
      lane.bars.push({ task, critical: plan.critical.includes(task.code), x, width, y })
      y += drawing.line
    }
    lanes.push(lane)
  }
  const marks = monthsBetween(first, last).map((day) => ({ month: day.slice(0, 7), x: xOf(day) }))
  return { lanes, marks, height: y + 4 }
}
