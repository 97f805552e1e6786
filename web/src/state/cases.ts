// The open cases of a zone: who may see their clocks, which are shown, and what each is about. What is
// due first comes first, as the server tells it.

import { caseStates, type CaseClock, type CaseState, type Duty } from '@/api/cases'
import { listRecords, type LedgerRecord } from '@/api/records'
import type { ClockLight } from '@/parts/StatusLight.vue'
import { session } from './session'

// What a clock tells of; whoever does not see one of these is told of no clock (`GET /cases`).
const told = [
  'received_on', 'supplement_on', 'accepted_on', 'special_on', 'extended_on', 'extended_days',
  'promised_days', 'statutory_days', 'decided_on', 'kind_of_item', 'ended_on', 'rating',
  'rated_on', 'called_back_on', 'repaired_on',
]

export const seesClocks = (): boolean =>
  session.reads('service_case') &&
  !told.some((name) =>
    session.isHidden('service_case', name) || session.isMasked('service_case', name))

export const isState = (text: unknown): text is CaseState =>
  caseStates.some((state) => state === text)

// Those of the state, or all of them.
export const inState = (cases: readonly CaseClock[], state: CaseState | undefined): CaseClock[] =>
  cases.filter((one) => state === undefined || one.state === state)

// How many there are of each state that occurs, in the order of a case's life.
export function countsOf(cases: readonly CaseClock[]): { state: CaseState; count: number }[] {
  return caseStates
    .map((state) => ({ state, count: inState(cases, state).length }))
    .filter(({ count }) => count > 0)
}

const lights: readonly string[] = ['green', 'yellow', 'red', 'blue'] satisfies ClockLight[]

export function lightOf(one: CaseClock): ClockLight {
  return lights.includes(one.light.colour) ? (one.light.colour as ClockLight) : 'none'
}

// What still asks for somebody stands before what is done.
export function dutiesOf(one: CaseClock): Duty[] {
  const order = ['broken', 'overdue', 'open', 'done_late', 'done']
  return [...one.duties].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
}

const atOnce = 100 // codes in one question: an address has a length

// What the cases are about, by their ids; asked only for those that are shown.
export async function aboutCases(
  cases: readonly CaseClock[],
  at: { zone: string; valid: string; known: string | undefined },
  signal?: AbortSignal,
): Promise<Map<string, LedgerRecord>> {
  const about = new Map<string, LedgerRecord>()
  for (let first = 0; first < cases.length; first += atOnce) {
    const codes = cases.slice(first, first + atOnce).map((one) => JSON.stringify(one.case_code))
    const filter = `case_code in (${codes.join(', ')})`
    const page = await listRecords('service_case', { ...at, filter, limit: 1000 }, signal)
    for (const record of page.records) about.set(record.id, record)
  }
  return about
}

export function itemOf(record: LedgerRecord | undefined): string {
  const name = record?.fields['item_name']
  return record?.titles['item'] ?? (typeof name === 'string' ? name : '')
}

export function applicantOf(record: LedgerRecord | undefined): string {
  const person = record?.fields['applicant']
  return record?.titles['enterprise'] ?? (typeof person === 'string' ? person : '')
}
