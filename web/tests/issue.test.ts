// What the panel of issuing sends, and what it does not let be sent.

import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'

import IssuePanel from '@/pages/figure/IssuePanel.vue'
import { open, serve } from './world'

enableAutoUnmount(afterEach)
afterEach(() => {
  vi.unstubAllGlobals()
  document.body.innerHTML = ''
})

describe('issuing', () => {
  it('reports the day that is looked at, and nothing that has no value', async () => {
    const sent = serve(({ path, query }) => {
      if (path === '/freezes') return { report: 'z.9.1', cited: 8 }
      const ids = (query.get('indicator') ?? '').split(',')
      return { figures: ids.map((id) => ({ definition: { id, unit: '个', label: id },
        answer: id === 'value' ? null : { value: '8', shown: '8' } })) }
    })
    const view = { zone: 'z', period: '2023', valid: '2023-12-31', known: undefined }
    const panel = await open(IssuePanel, { indicator: 'many', view })
    const box = (id: string) => document.querySelector<HTMLInputElement>(`[data-indicator=${id}]`)!
    expect(box('value').disabled).toBe(true)
    expect(box('many').checked).toBe(true)
    const button = document.querySelector<HTMLButtonElement>('[data-test=send-issue]')!
    expect(button.disabled).toBe(true)
    const title = document.querySelector<HTMLInputElement>('[name=title]')!
    title.value = '月报'
    title.dispatchEvent(new Event('input'))
    box('many_rate').click()
    await flushPromises()
    expect(button.disabled).toBe(false)
    document.querySelector('[data-test=issuing]')!.dispatchEvent(new Event('submit'))
    await flushPromises()
    expect(sent.find((asked) => asked.path === '/freezes')?.body).toEqual({
      title: '月报', signer: '示例人员01', zone: 'z', period: '2023', on: '2024-01-15',
      valid: '2023-12-31', indicators: ['many', 'many_rate'],
    })
    expect(panel.emitted('close')).toHaveLength(1)
  })
})
