// Cases by their clocks, and the list of what a project has to pass (docs/api.md, "Cases and the list
// of a project").

import { read, write } from './client'
import type { Label } from './session'

export const caseStates = ['waiting', 'running', 'stopped', 'decided', 'ended'] as const
export type CaseState = (typeof caseStates)[number]

export interface CaseLight {
  colour: string
  rule: string
  source: string
  says: Label
  clears: Label
  changes_on: string | null
}

export interface Duty {
  kind: 'material' | 'promise' | 'invite' | 'call_back' | 'repair'
  state: 'open' | 'overdue' | 'done' | 'done_late' | 'broken'
  due: string | null
  says: string
  source: string
}

export interface CaseClock {
  id: string
  case_code: string
  state: CaseState
  why: string
  used_days: number
  left_days: number | null
  due: string | null
  statutory_due: string | null
  overdue_since: string | null
  runs_on: string | null
  provisional: boolean
  light: CaseLight
  duties: Duty[]
}

export interface CasePage {
  count: number
  cases: CaseClock[]
}

export interface CaseQuestion {
  zone: string
  valid: string
  known: string | undefined
  limit: number
}

// The open ones: what is due first stands first.
export const listCases = (asked: CaseQuestion, signal?: AbortSignal): Promise<CasePage> =>
  read<CasePage>('/cases', { ...asked, open: 'true' }, signal)

export interface Facts {
  in_zone: boolean
  kind_of_industry: string
  standard_land: boolean
  services_complete: boolean
  bad_credit: boolean
  approval_kind: string
  new_land: boolean
  builds: boolean
  fire_special: boolean
  environment: string
  energy_review: boolean
  soil_water: boolean
  utilities: boolean
  build_days: number
}

export const phases = ['planning', 'design', 'works', 'completion', 'parallel'] as const

export interface Task {
  code: string
  name: Label
  phase: (typeof phases)[number]
  lead: string
  days: number
  way: 'approval' | 'promise' | 'unified' | 'outside' | 'own'
  after: string[]
  rule: string
  source: string
}

// `start` and `end` in working days from the first; `from` and `to` the days of the calendar.
export interface PlannedTask extends Task {
  start: number
  end: number
  slack: number
  from: string
  to: string
}

export interface Plan {
  tasks: PlannedTask[]
  critical: string[]
  days: number
  ours_days: number
  expected: string
  provisional: boolean
}

export interface ListDifference {
  added: Task[]
  dropped: Task[]
  changed: { before: Task; after: Task }[]
}

export interface Checklist {
  from: string
  mode: string
  mode_says: Label
  mode_rule: string
  mode_source: string
  plan: Plan
  expected_before?: string
  difference?: ListDifference
}

export interface ChecklistQuestion {
  zone: string
  from: string
  facts: Facts
  before?: Facts
}

// Nothing is kept of it.
export const planChecklist = (asked: ChecklistQuestion): Promise<Checklist> =>
  write<Checklist>('/checklists', asked)
