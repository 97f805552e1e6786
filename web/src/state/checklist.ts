// The facts of a project that decide what it has to pass, as they stand in the address:
//
//   /checklist?zone=jiaocheng&from=2024-01-15&builds=no&environment=report&build_days=120
//
// What is left out of the address is as in the usual case: a factory on standard land in the zone.

import type { LocationQuery } from 'vue-router'

import type { Checklist, Facts, PlannedTask } from '@/api/cases'
import { daysBetween } from '@/format/date'

type FactName = keyof Facts

export const usualFacts: Readonly<Facts> = {
  in_zone: true,
  kind_of_industry: 'general',
  standard_land: true,
  services_complete: true,
  bad_credit: false,
  approval_kind: 'record',
  new_land: true,
  builds: true,
  fire_special: false,
  environment: 'form',
  energy_review: false,
  soil_water: false,
  utilities: true,
  build_days: 200,
}

export interface Fact {
  name: FactName
  choices?: readonly string[] // else yes and no, or a number
}

// How it is gone about is asked first; what it has to pass hangs on that too.
export const factGroups: readonly { group: 'how' | 'what'; facts: readonly Fact[] }[] = [
  {
    group: 'how',
    facts: [
      { name: 'in_zone' },
      { name: 'kind_of_industry', choices: ['general', 'high_pollution', 'safety_critical'] },
      { name: 'standard_land' },
      { name: 'services_complete' },
      { name: 'bad_credit' },
    ],
  },
  {
    group: 'what',
    facts: [
      { name: 'approval_kind', choices: ['record', 'ratify', 'government'] },
      { name: 'new_land' },
      { name: 'builds' },
      { name: 'build_days' },
      { name: 'fire_special' },
      { name: 'environment', choices: ['register', 'form', 'report'] },
      { name: 'energy_review' },
      { name: 'soil_water' },
      { name: 'utilities' },
    ],
  },
]

export const longestBuild = 10_000

function valueOf(fact: Fact, given: unknown): Facts[FactName] {
  const usual = usualFacts[fact.name]
  if (typeof given !== 'string') return usual
  if (fact.choices) return fact.choices.includes(given) ? given : usual
  if (typeof usual === 'boolean') return given === 'yes' ? true : given === 'no' ? false : usual
  return /^\d{1,5}$/.test(given) && Number(given) <= longestBuild ? Number(given) : usual
}

export function factsOf(query: LocationQuery): Facts {
  const named = factGroups
    .flatMap(({ facts }) => facts)
    .map((fact) => [fact.name, valueOf(fact, query[fact.name])])
  return Object.fromEntries(named) as Facts
}

export function wordOf(value: Facts[FactName]): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return String(value)
}

// All of them, so that a link means the same when the usual case is another one.
export function queryOf(facts: Facts): Record<string, string> {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, wordOf(value)]))
}

export function isCritical(list: Checklist, task: PlannedTask): boolean {
  return list.plan.critical.includes(task.code)
}

// What the task waits for of what is on the list, by the names that the list has for them.
export function awaited(list: Checklist, task: PlannedTask): PlannedTask[] {
  return list.plan.tasks.filter((one) => task.after.includes(one.code))
}

// How many days of the calendar the expected day is later than before; less than 0: earlier.
export function daysLater(list: Checklist): number {
  return list.expected_before ? daysBetween(list.expected_before, list.plan.expected) : 0
}
