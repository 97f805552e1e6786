// The page of one figure and its parts.

import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { computed } from 'vue'

import type { Figure } from '@/api/figures'
import FigurePage from '@/pages/FigurePage.vue'
import FiguresPage from '@/pages/FiguresPage.vue'
import CitedReports from '@/pages/figure/CitedReports.vue'
import DefinitionCard from '@/pages/figure/DefinitionCard.vue'
import FigureHeadline from '@/pages/figure/FigureHeadline.vue'
import { useEnds } from '@/pages/figure/ends'
import { absenceOf } from '@/state/absence'
import { indicatorNamed } from '@/state/model'
import type { View } from '@/state/view'
import { me, open, record, serve, use } from './world'

vi.mock('@/parts/TrendChart.vue', () => ({
  __esModule: true,
  default: { name: 'TrendChart', props: ['points', 'form', 'unit', 'label'], template: '<i />' },
}))
enableAutoUnmount(afterEach)
afterEach(() => {
  vi.unstubAllGlobals()
  document.body.innerHTML = ''
})

const view: View = { zone: 'z', period: '2023', valid: '2023-12-31', known: undefined }

describe('reports of one title', () => {
  const moments = { 'z.8.1': '2023-11-30T00:00:00Z', 'z.8.2': '2023-12-31T00:00:00Z' }
  const figure = {
    definition: { id: 'many', unit: '个', label: 'many', sentence: '', source: '' },
    answer: { value: '8', shown: '8' },
    reported: [
      { report: 'z.8.2', title: '月报', frozen_on: '2023-12-31', value: '8' },
      { report: 'z.8.1', title: '月报', frozen_on: '2023-11-30', value: '7' },
    ],
  } as unknown as Figure

  function answering(): void {
    serve(({ path }) => {
      const records = Object.entries(moments).map(([id, known]) =>
        path === '/records/frozen_report'
          ? record(id, '月报', { title: '月报', frozen_on: known.slice(0, 10) })
          : record(`${id}9`, '', { frozen_report: id, read_on: known.slice(0, 10), known_at: known }))
      return { records, next: null }
    })
  }

  it('are told apart by which they are', async () => {
    me.registers['frozen_report'] ??= { may: ['read'], masked: [], hidden: [] }
    answering()
    const card = await open(CitedReports, { figure, view })
    const known = card.findAll('a').map((link) => new URL(link.attributes('href')!, 'http://z').searchParams.get('known'))
    expect(known).toEqual([moments['z.8.2'], moments['z.8.1']])
    const { ends } = await use(() => useEnds(computed(() => view), () => figure))
    expect(ends.value?.from.known).toBe(moments['z.8.1']) // that one said another number
  })
})

const definition = (id: string) => ({ id, unit: '亿元', label: id, sentence: id, source: '' })
const gap = { value: null, shown: '—', count: 0, gap: 'some_missing', missing: ['z', 'y'] }

describe('a figure that is typed', () => {
  const absent = { definition: definition('typed'), typed: true, valid: '2023-12-31', answer: gap } as unknown as Figure
  const steps = [['2022', '100000000'], ['2023-Q1', '23000000000'], ['2023-06-28..2023-10-15', '0']]
  const answering = (): unknown => serve(({ path }) => path === '/figures/trend'
    ? { trend: steps.map(([period, value]) => ({ period, valid: '', answer: { value, shown: '' } })) }
    : { figures: [absent], records: [], hidden: { count: 0, value: '0' } })

  it('says who has not reported, and names the periods that were', async () => {
    answering()
    const head = await open(FigureHeadline, { figure: absent, view })
    expect(head.find('[data-test=absence]').text()).toBe('还没有填报齐：缺Z、y。')
    await vi.dynamicImportSettled()
    await flushPromises()
    const points = head.findComponent({ name: 'TrendChart' }).props() as
      { form: string; label: string; points: { period: string; label: string; shown: string }[] }
    expect(points.form).toBe('columns')
    expect(points.label).toContain('按填报期')
    expect(points.points.map((one) => [one.period, one.label, one.shown])).toEqual([
      ['2022', '2022', '0.01'], ['2023-Q1', '2023-Q1', '2.30'],
      ['2023-06-28 … 2023-10-15', '2023-06-28 … 2023-10-15', '0.00'],
    ])
  })

  it.each([
    [{ answer: { ...gap, gap: 'nothing' } }, '这个期间还没有人填报。'],
    [{ answer: { ...gap, gap: 'does_not_add_up' } }, '填报的合计与分项对不上，请先核对。'],
    [{ answer: { value: null, shown: '—' } }, '分母是零，算不出比率。'],
    [{ answer: null, kept_back: true }, '记录太少，又有您无权看的，这个数不显示。'],
    [{ answer: null, not_begun: true }, '这个期间还没有开始。'],
    [{ answer: null }, '账前，无法还原：那时还没有建账。'],
    [{ answer: { value: '0', shown: '0' } }, ''],
  ])('and every other says why it has no number: %j', async (told, says) => {
    expect(absenceOf(told as unknown as Figure)).toBe(says)
  })

  it('shows no records that do not add up to a number it has not', async () => {
    answering()
    const page = await open(FigurePage, { id: 'typed' }, { zone: 'z', period: '2023' })
    expect(page.find('[data-test=absence]').exists()).toBe(true)
    expect(page.find('[data-test=behind]').exists()).toBe(false)
    expect(page.find('[data-test=issue]').exists()).toBe(false)
  })

  it('is in the list of all, and counts nothing', async () => {
    serve(() => ({ figures: [absent] }))
    const page = await open(FiguresPage, {}, { zone: 'z', period: '2023' })
    expect(page.find('[data-absence=typed]').text()).toContain('缺Z、y')
    const card = await open(DefinitionCard, { indicator: indicatorNamed('typed') })
    expect(card.text()).toContain('填报数')
    expect(card.text()).not.toContain('计数')
  })
})
