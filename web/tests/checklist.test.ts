// The list of a project, its pure parts: facts in the address, and where the bars lie.

import { describe, expect, it } from 'vitest'

import type { Checklist, PlannedTask } from '@/api/cases'
import { awaited, daysLater, factGroups, factsOf, queryOf, usualFacts } from '@/state/checklist'
import { drawing, ganttOf } from '@/state/gantt'

describe('the facts of a project', () => {
  it('stand in the address, all of them, and come back as they were', () => {
    const facts = { ...usualFacts, builds: false, environment: 'report', build_days: 0 }
    expect(Object.keys(queryOf(facts))).toHaveLength(14)
    expect(factsOf(queryOf(facts))).toEqual(facts)
  })

  it('are those of the usual case where the address says nothing of use', () => {
    expect(factsOf({})).toEqual(usualFacts)
    const nonsense = { builds: 'maybe', environment: 'fine', build_days: '1e9', in_zone: ['no', 'yes'] }
    expect(factsOf(nonsense)).toEqual(usualFacts)
    expect(factsOf({ build_days: '10001' }).build_days).toBe(usualFacts.build_days)
  })

  it('are each asked once', () => {
    const asked = factGroups.flatMap(({ facts }) => facts.map((fact) => fact.name))
    expect([...asked].sort()).toEqual(Object.keys(usualFacts).sort())
  })
})

function task(code: string, phase: PlannedTask['phase'], from: string, to: string): PlannedTask {
  return {
    code, phase, from, to, name: { zh: code, en: code }, lead: '', days: from === to ? 0 : 5,
    way: 'approval', after: [], rule: '', source: '', start: 0, end: 0, slack: 0,
  }
}
const tasks = [
  task('B', 'works', '2024-02-01', '2024-03-29'), task('A', 'planning', '2024-01-15', '2024-01-15'),
]
const plan = {
  tasks, critical: ['B'], days: 40, ours_days: 40, expected: '2024-03-29', provisional: false,
}

describe('the drawing of a plan', () => {
  it('has a lane for each phase that has tasks, in the order of phases', () => {
    const { lanes, height } = ganttOf(plan)
    expect(lanes.map((lane) => lane.phase)).toEqual(['planning', 'works'])
    expect(lanes.flatMap((lane) => lane.bars.map((bar) => bar.critical))).toEqual([false, true])
    expect(height).toBeGreaterThan(lanes[1]?.bars[0]?.y ?? 0)
  })

  it('lies within its width, and shows what takes no day', () => {
    const [first, last] = ganttOf(plan).lanes.map((lane) => lane.bars[0])
    expect(first?.x).toBe(drawing.names)
    expect(first?.width).toBeGreaterThan(0)
    expect((last?.x ?? 0) + (last?.width ?? 0)).toBeCloseTo(drawing.width - drawing.right)
  })

  it('marks months, a dozen of them at most', () => {
    expect(ganttOf(plan).marks.map((mark) => mark.month)).toEqual(['2024-02', '2024-03'])
    const long = { ...plan, expected: '2029-12-31' }
    expect(ganttOf(long).marks.length).toBeLessThanOrEqual(12)
  })

  it('is empty where there is nothing to pass', () => {
    expect(ganttOf({ ...plan, tasks: [], critical: [] }).lanes).toEqual([])
  })
})

describe('a list beside the one before', () => {
  const list = { plan, from: '2024-01-15', mode: '', mode_rule: '', mode_source: '' }
  const told = { ...list, mode_says: { zh: '', en: '' } } satisfies Checklist

  it('says how many days of the calendar later it ends', () => {
    expect(daysLater(told)).toBe(0)
    expect(daysLater({ ...told, expected_before: '2024-03-20' })).toBe(9)
    expect(daysLater({ ...told, expected_before: '2024-04-01' })).toBe(-3)
  })

  it('waits only for what is on it', () => {
    const waiting = { ...task('C', 'works', '2024-01-15', '2024-01-16'), after: ['A', 'Z'] }
    expect(awaited(told, waiting).map((one) => one.code)).toEqual(['A'])
  })
})
