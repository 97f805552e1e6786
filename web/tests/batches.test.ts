// The events of the three batches: which are the period's, and what the rates without the latest are.

import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'

import BatchesPage from '@/pages/BatchesPage.vue'
import { earlierThanLast, rateInWords, type EventRow } from '@/state/batches'
import { session } from '@/state/session'
import { open, record, serve } from './world'

enableAutoUnmount(afterEach)
afterEach(() => vi.unstubAllGlobals())

const view = { zone: 'z', period: '2023', valid: '2023-12-31', known: undefined }
const event = (id: string, batch: string, status: string, held: string | null) =>
  record(id, id, { batch_no: id, batch, status, held_on: held })

describe('the rates without the latest event', () => {
  const row = (batch: 'signed' | 'started', held: string | undefined) =>
    ({ batch, held }) as unknown as EventRow

  it('are those of the period up to the day before it, of each list on its own', () => {
    const rows = [row('signed', '2023-08-31'), row('signed', '2023-05-30'), row('started', '2023-12-01')]
    expect(earlierThanLast(rows, 'signed', view)?.period).toBe('2023-01-01..2023-08-30')
    expect(earlierThanLast(rows, 'started', view)).toBeUndefined() // held once
  })

  it('count lists of one day as one event, and none that is not held', () => {
    expect(earlierThanLast([row('signed', '2023-05-30'), row('signed', '2023-05-30')], 'signed', view))
      .toBeUndefined()
    expect(earlierThanLast([row('signed', '2023-05-30'), row('signed', undefined)], 'signed', view))
      .toBeUndefined()
  })

  it('are told with both values, and not where there is none', () => {
    const parts = { isCount: false, numerator: '13.30', denominator: '13.20', unit: '亿元' }
    expect(rateInWords('producing', '100.8', parts)).toBe('达效率 100.8%（13.30 ÷ 13.20 亿元）')
    expect(rateInWords('producing', undefined, parts)).toBe('')
    expect(rateInWords('producing', '100.8', undefined)).toBe('')
  })
})

describe('the page of the three batches', () => {
  it('shows what was held in the period, and what is on its way', async () => {
    const events = [
      event('z.1.1', 'signed', 'held', '2023-05-30'),
      event('z.1.2', 'signed', 'held', '2022-05-30'),
      event('z.1.3', 'started', 'checked', null),
      event('z.1.4', 'started', 'cancelled', null),
    ]
    serve(({ path, query }) => {
      if (path === '/records/batch_event') return { records: events, next: null, count: 4 }
      if (path.startsWith('/records/')) return { records: [], next: null, count: 0 }
      const names = (query.get('indicator') ?? '').split(',')
      return { figures: names.map((id) => ({ definition: { id, unit: '个', label: id }, groups: [] })) }
    })
    const page = await open(BatchesPage, {}, { period: '2023', zone: 'z' })
    const shown = page.findAll('[data-event]').map((row) => row.attributes('data-event'))
    expect(shown).toEqual(['z.1.3', 'z.1.1'])
  })
  it('reads what it may write as of today, and of another day only reads it', async () => {
    const own = (await session.restore(), session.me.value!)
    const rights = { may: ['read', 'append'], masked: [], hidden: [] }
    session.me.value = { ...own, registers: { ...own.registers, batch_event: rights } }
    const sent = serve(({ path }) => path.startsWith('/records/')
      ? { records: [event('z.1.1', 'signed', 'nominated', null)], next: null, count: 1 } : { figures: [] })
    const days = () => [...new Set(sent.flatMap(({ path, query }) =>
      path.startsWith('/records/') ? (query.get('valid') ?? '') : []))]
    const now = await open(BatchesPage, {}, { period: '2023', zone: 'z' })
    expect(days()).toEqual(['2024-01-15'])
    expect(now.find('[data-test=add-event]').exists()).toBe(true)
    expect(now.find('[data-test=add-entry]').exists()).toBe(true)
    now.unmount()
    sent.length = 0
    const then = await open(BatchesPage, {}, { period: '2023', zone: 'z', asof: '2023-12-31' })
    expect(days()).toEqual(['2023-12-31'])
    expect(then.find('[data-test=add-event]').exists()).toBe(false)
    expect(then.find('[data-test=add-entry]').exists()).toBe(false)
    session.me.value = own
  })
})
