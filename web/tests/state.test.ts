import { describe, expect, it } from 'vitest'

import type { Field, Indicator, Track } from '@/api/model'
import type { LedgerRecord } from '@/api/records'
import { conditionOf, filterOf, filtersOf, firstSort } from '@/state/list'
import { likeness, namesakesOf } from '@/state/namesakes'
import { standingOf } from '@/state/standing'
import { nextStage, stopsOf } from '@/state/stops'
import { seesStays, stayOf } from '@/state/stuck'
import { keptQuery, viewOf } from '@/state/view'

const named = (name: string, type: Field['type'], unit = ''): Field =>
  ({ name, type, unit, choices: [] }) as unknown as Field

describe('the view in the address', () => {
  it('is what a colleague needs to see the same', () => {
    const query = { period: '2023', asof: '2023-12-31', known: '2023-12-20', other: 'x' }
    expect(viewOf(query, 'jiaocheng', '2024-01-15')).toEqual({
      zone: 'jiaocheng', period: '2023', valid: '2023-12-31', known: '2023-12-20',
    })
    expect(keptQuery(query)).toEqual({ period: '2023', asof: '2023-12-31', known: '2023-12-20' })
  })

  it('passes over what is no day and no period', () => {
    const view = viewOf({ period: 'soon', asof: '2023-02-30', known: 'x' }, 'jiaocheng', '2024-01-15')
    expect(view).toEqual({ zone: 'jiaocheng', period: '2023', valid: '2023-12-31', known: undefined })
  })
})

describe('filters', () => {
  it('are conditions of the ledger', () => {
    expect(conditionOf(named('stage', 'choice'), 'signed')).toBe('stage = "signed"')
    expect(conditionOf(named('manager', 'reference'), 'x.1.6')).toBe('manager.id = "x.1.6"')
    expect(conditionOf(named('stage', 'choice'), 'a,b')).toBe('stage in ("a", "b")')
    expect(conditionOf(named('amount', 'money', '亿元'), '2')).toBe('amount >= 20000000000')
    expect(conditionOf(named('amount', 'money', '亿元'), 'x')).toBeUndefined()
    expect(conditionOf(named('on', 'date'), '2023-01-01')).toBe('on >= date("2023-01-01")')
  })

  it('leave a list in the order of its first plain column', () => {
    expect(firstSort('x', [named('of', 'reference'), named('no', 'code'), named('on', 'date')])).toBe('no')
    expect(firstSort('x', [named('of', 'reference'), named('kind', 'choice')])).toBe('')
  })

  it('quote what is typed', () => {
    expect(conditionOf(named('name', 'text'), 'a"b\\c')).toBe(
      'name != null and contains(name, "a\\"b\\\\c")',
    )
  })

  it('are read from the address and joined', () => {
    const filters = filtersOf({ 'f.stage': 'signed', 'f.name': '07', zone: 'x', 'f.none': '' })
    expect(filters).toEqual({ stage: 'signed', name: '07' })
    expect(filterOf([named('stage', 'choice'), named('name', 'text')], filters)).toBe(
      'stage = "signed" and name != null and contains(name, "07")',
    )
  })
})

describe('the standing of a figure', () => {
  const target = (completion: string) => ({
    elapsed: '50',
    target: { id: '', value: '12', completion, set_on: '', paper_no: '' },
  })
  it.each([
    ['100', 'reached', 'green'],
    ['50', 'on_time', 'green'],
    ['45', 'slow', 'yellow'],
    ['39.9', 'behind', 'red'],
  ])('at %s per cent with half the time gone is %s', (completion, word, light) => {
    expect(standingOf(target(completion))).toMatchObject({ word, light })
  })

  it('is not judged without a target', () => {
    expect(standingOf({ elapsed: '50', target: null })).toMatchObject({
      word: 'no_target', light: 'none',
    })
  })
})

describe('a stay at a stage', () => {
  const stage = (value: string, date_field: string, limit_days: number | null, end = false) => ({
    value, date_field, limit_days, end, needs: [],
  })
  const track: Track = {
    name: 'project', label: { zh: '', en: '' }, register: 'project', stage_field: 'stage',
    stages: [
      stage('lead', 'reported_on', 3), stage('talks', 'talks_on', 180),
      stage('signed', 'signed_on', 90), stage('withdrawn', 'withdrawn_on', null, true),
    ],
  }
  const at = (value: string, on: Record<string, string>): LedgerRecord =>
    ({ fields: { stage: value, ...on }, titles: {} }) as unknown as LedgerRecord

  it('is red beyond the limit, yellow beyond four fifths of it', () => {
    const light = (since: string) =>
      stayOf(at('signed', { signed_on: since }), track, '2024-01-15')?.light
    expect(light('2023-11-04')).toBe('green') // 72 days
    expect(light('2023-11-03')).toBe('yellow') // 73
    expect(light('2023-10-17')).toBe('yellow') // 90
    expect(light('2023-10-16')).toBe('red') // 91
  })

  it('is told to those alone who see its stage and its days', () => {
    expect(seesStays(track, () => false)).toBe(true)
    expect(seesStays(track, (field) => field === 'signed_on')).toBe(false)
    expect(seesStays(track, (field) => field === 'stage')).toBe(false)
    expect(seesStays(track, (field) => field === 'withdrawn_on')).toBe(true)
    expect(seesStays(undefined, () => false)).toBe(false)
  })

  it('is not judged where no day or no limit is known', () => {
    expect(stayOf(at('signed', {}), track, '2024-01-15')?.light).toBe('none')
    expect(stayOf(at('gone', {}), track, '2024-01-15')).toBeUndefined()
  })

  it('has stops that are done, now and next, and no way out among them', () => {
    const record = at('talks', { talks_on: '2024-01-05' })
    const stops = stopsOf(record, track, '2024-01-15', (value) => value, (days) => `${days} d`)
    expect(stops.map((stop) => [stop.stage, stop.state, stop.note])).toEqual([
      ['lead', 'done', '—'], ['talks', 'now', '2024-01-05 · 10 d'], ['signed', 'next', '—'],
    ])
    expect(nextStage(record, track)?.value).toBe('signed')
    expect(nextStage(at('signed', {}), track)).toBeUndefined()
  })
})

describe('namesakes', () => {
  const indicator = (id: string, zh: string, unit: string): Indicator =>
    ({ id, unit, kind: 'ratio', label: { zh, en: id } }) as unknown as Indicator
  const all = [
    indicator('a', '签约项目开工率（三个一批）', '%'),
    indicator('b', '签约项目开工率（省外）', '%'),
    indicator('c', '满意率', '%'),
    indicator('d', '签约项目开工率', '个'),
  ]

  it('are those of one name and unit, whatever stands in brackets', () => {
    expect(likeness('签约项目开工率（三个一批）', '签约项目开工率（省外）')).toBe(1)
    expect(namesakesOf('a', all).map((one) => one.id)).toEqual(['b'])
  })
})
