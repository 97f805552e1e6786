import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'

import { i18n } from '@/i18n'
import HistoryTimeline from '@/parts/HistoryTimeline.vue'
import StatusLight from '@/parts/StatusLight.vue'
import WaterfallBars from '@/parts/WaterfallBars.vue'
import { shownValue } from '@/format/value'
import { field } from './world'

const global = { plugins: [i18n] }

describe('a light', () => {
  it('says its word and not its colour alone', () => {
    const light = mount(StatusLight, { props: { light: 'red', word: '超限' } })
    expect(light.text()).toBe('超限')
    expect(light.find('rect.red').exists()).toBe(true)
  })
})

describe('the waterfall', () => {
  const terms = [
    { name: 'new', label: '新增', move: 0, shown: '0' },
    { name: 'corrected', label: '更正', move: 0.27, shown: '+0.27' },
  ]
  const props = {
    from: 11.36, to: 11.63, fromShown: '11.36', toShown: '11.63', fromLabel: '那时',
    toLabel: '现在', terms, label: '差异',
  }

  it('draws every term, a line for none', () => {
    const bars = mount(WaterfallBars, { props })
    expect(bars.findAll('rect')).toHaveLength(4)
    expect(bars.find('rect.zero').attributes('height')).toBe('2')
    expect(Number(bars.find('rect.corrected').attributes('height'))).toBeGreaterThan(20)
  })

  it('stands on zero where the move is large', () => {
    const bars = mount(WaterfallBars, { props: { ...props, from: 1, to: 10 } })
    expect((bars.vm as unknown as { floor: number }).floor).toBe(0)
  })
})

it('an instant that a text holds is told by the clock of the zone', () => {
  const text = field('known_at', 'text')
  expect(shownValue(text, '2024-01-12T01:30:00.000000Z')).toBe('2024-01-12 09:30')
  expect(shownValue(text, '2024-01-12T01:30')).toBe('2024-01-12T01:30')
})

describe('the history', () => {
  it('marks a correction, strikes the old value and names both times', () => {
    const timeline = mount(HistoryTimeline, {
      global,
      props: {
        items: [
          {
            key: '1', kind: 'correct', valid_from: '2022-12-20', valid_to: undefined,
            known: '2023-12-22T01:40:00Z', actor: '示例人员04', approved_by: undefined,
            source: '示例合同第3页', reason: '', edits: [
              { label: '计划总投资', before: '2.03 亿元', now: '2.30 亿元' },
            ],
          },
        ],
      },
    })
    expect(timeline.find('li.cor').exists()).toBe(true)
    expect(timeline.find('del').text()).toBe('2.03 亿元')
    expect(timeline.text()).toContain('2023-12-22 09:40')
  })
})
