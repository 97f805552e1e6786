// The desk of cases, its pure parts.

import { afterEach, describe, expect, it, vi } from 'vitest'

import type { CaseClock, CaseState, Duty } from '@/api/cases'
import { aboutCases, applicantOf, countsOf, dutiesOf, inState, isState, itemOf, lightOf } from '@/state/cases'
import { record, serve } from './world'

afterEach(() => vi.unstubAllGlobals())

const words = { zh: '', en: '' }
function clock(id: string, state: CaseState, colour = 'none', duties: Duty[] = []): CaseClock {
  return {
    id, case_code: `C-${id}`, state, why: '', used_days: 0, left_days: null, due: null,
    statutory_due: null, overdue_since: null, runs_on: null, provisional: false,
    light: { colour, rule: '', source: '', says: words, clears: words, changes_on: null }, duties,
  }
}
const duty = (state: Duty['state']): Duty =>
  ({ kind: 'material', state, due: null, says: state, source: '' })

describe('the cases of the desk', () => {
  const cases = [clock('1', 'running'), clock('2', 'waiting'), clock('3', 'running')]

  it('are counted by state in the order of a case, and only states that occur', () => {
    expect(countsOf(cases)).toEqual([
      { state: 'waiting', count: 1 }, { state: 'running', count: 2 },
    ])
  })

  it('keep the order of the server under a filter', () => {
    expect(inState(cases, 'running').map((one) => one.id)).toEqual(['1', '3'])
    expect(inState(cases, undefined)).toHaveLength(3)
    expect(isState('nonsense')).toBe(false)
  })

  it('have the light of their clock, and none of a colour that the page does not know', () => {
    expect(lightOf(clock('1', 'stopped', 'blue'))).toBe('blue')
    expect(lightOf(clock('1', 'running', 'pink'))).toBe('none')
  })

  it('tell what asks for somebody before what is done', () => {
    const one = clock('1', 'decided', 'none', [duty('done'), duty('open'), duty('broken')])
    expect(dutiesOf(one).map((each) => each.state)).toEqual(['broken', 'open', 'done'])
  })
})

describe('what a case is about', () => {
  it('is asked a hundred codes at a time', async () => {
    const many = Array.from({ length: 150 }, (_, i) => clock(String(i), 'running'))
    const sent = serve(() => ({ records: [record('149', 'C-149', { item_name: '示例事项' })] }))
    const about = await aboutCases(many, { zone: 'z', valid: '2024-01-15', known: undefined })
    expect(sent).toHaveLength(2)
    expect(sent[1]?.query.get('filter')).toContain('"C-149"')
    expect(sent[1]?.query.get('filter')).not.toContain('"C-99"')
    expect(itemOf(about.get('149'))).toBe('示例事项')
  })

  it('is the item and the enterprise where it names them', () => {
    const one = record('1', 'C-1', { item: 'z.2.1', enterprise: 'z.3.1', applicant: '示例人员09' })
    one.titles = { item: '示例事项02' }
    expect([itemOf(one), applicantOf(one)]).toEqual(['示例事项02', '示例人员09'])
    expect(itemOf(undefined)).toBe('')
  })
})
