import { describe, expect, it } from 'vitest'

import { addDays, dayOf, daysBetween, isDay, isMoment, shownInstant } from '@/format/date'
import {
  defaultDay,
  defaultPeriod,
  firstDay,
  isPeriod,
  kindOf,
  lastDay,
  monthEnds,
  periodOf,
  periodsInShort,
} from '@/format/period'
import { dayObserved, monthOfRound, monthsBack } from '@/state/round'

describe('periods', () => {
  it.each([
    ['2023', '2023-01-01', '2023-12-31'],
    ['2023-H2', '2023-07-01', '2023-12-31'],
    ['2023-Q1', '2023-01-01', '2023-03-31'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2023-06-28..2023-10-15', '2023-06-28', '2023-10-15'],
  ])('%s goes from %s to %s', (period, first, last) => {
    expect(isPeriod(period)).toBe(true)
    expect([firstDay(period), lastDay(period)]).toEqual([first, last])
  })

  it.each(['2023-13', '2023-Q5', '2023-02-30..2023-03-01', '2023-10-15..2023-06-28', '', 'now'])(
    '"%s" is none',
    (text) => {
      expect(isPeriod(text)).toBe(false)
    },
  )

  it('begins with last year in January, with this year later', () => {
    expect(defaultPeriod('2024-01-15')).toBe('2023')
    expect(defaultPeriod('2024-02-01')).toBe('2024')
  })

  it('is read on its last day, or today in its midst', () => {
    expect(defaultDay('2023', '2024-01-15')).toBe('2023-12-31')
    expect(defaultDay('2024', '2024-01-15')).toBe('2024-01-15')
  })

  it('has months, of which the last may be cut', () => {
    expect(monthEnds('2023-11-01', '2024-01-15')).toEqual(['2023-11-30', '2023-12-31', '2024-01-15'])
  })

  it('knows which button it is', () => {
    expect(kindOf(periodOf('quarter', '2024-01-15'), '2024-01-15')).toBe('quarter')
    expect(kindOf('2022', '2024-01-15')).toBe('own')
  })
})

describe('days and instants', () => {
  it('stand on the clocks of the zone', () => {
    expect(shownInstant(1703209200000000)).toBe('2023-12-22 09:40')
    expect(shownInstant('2023-12-31T16:30:00Z')).toBe('2024-01-01 00:30')
    expect(dayOf('2023-12-31T16:30:00Z')).toBe('2024-01-01')
  })

  it('are counted by the calendar', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01')
    expect(daysBetween('2023-12-31', '2024-01-15')).toBe(15)
  })

  it('are told from what is none', () => {
    expect(isDay('2023-02-29')).toBe(false)
    expect(isMoment('2023-12-20T17:00:00+08:00')).toBe(true)
  })
})

describe('the monthly round', () => {
  it('is that of the last month until the 25th', () => {
    expect(monthOfRound('2024-01-15')).toBe('2023-12')
    expect(monthOfRound('2024-01-25')).toBe('2024-01')
    expect(monthsBack('2024-01', 3)).toEqual(['2024-01', '2023-12', '2023-11'])
  })

  it('is observed within its month', () => {
    expect(dayObserved('2023-12', '2024-01-15')).toBe('2023-12-31')
    expect(dayObserved('2024-01', '2024-01-27')).toBe('2024-01-27')
  })

  it.each([
    [['2023-01', '2023-02', '2023-03-01..2023-03-15'], ['01', '02', '03']],
    [['2023-Q1', '2023-H1', '2023-06-28..2023-10-15', '2023'], ['Q1', 'H1', '06-28…10-15', '2023']],
    [['2022-Q4', '2023-Q1', '2022'], ['2022-Q4', '2023-Q1', '2022']],
    [['2022-12-01..2023-01-15'], ['2022-12-01 … 2023-01-15']],
  ])('%j are named on an axis so that none is taken for another', (periods, short) => {
    expect(periodsInShort(periods)).toEqual(short)
  })
})
