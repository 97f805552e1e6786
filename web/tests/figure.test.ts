// The page of one figure and its parts.

import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { computed } from 'vue'

import type { Figure } from '@/api/figures'
import CitedReports from '@/pages/figure/CitedReports.vue'
import { useEnds } from '@/pages/figure/ends'
import type { View } from '@/state/view'
import { me, open, record, serve, use } from './world'

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
