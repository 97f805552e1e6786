// What the search says of what it does not list.

import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'

import SearchPanel from '@/shell/SearchPanel.vue'
import { open, serve, type Sent } from './world'

enableAutoUnmount(afterEach)
afterEach(() => {
  vi.unstubAllGlobals()
  document.body.innerHTML = ''
})

async function searched(answer: unknown): Promise<Sent[]> {
  const sent = serve(() => answer)
  await open(SearchPanel)
  const input = document.querySelector<HTMLInputElement>('[role=combobox]')!
  input.value = '示例'
  input.dispatchEvent(new Event('input'))
  await new Promise((done) => setTimeout(done, 300)) // it waits for the end of typing
  await flushPromises()
  return sent
}
const hits = (register: string, count: number) =>
  Array.from({ length: count }, (_, at) => ({ register, id: `z.${register}.${at}`, title: `示例${at}` }))
const others = () => document.querySelector('[data-test=more-hits]')?.textContent

describe('a search', () => {
  it('names the registers in which there is more, and those that are not listed at all', async () => {
    const sent = await searched({ hits: [...hits('project', 6), ...hits('staff', 1)], more: ['project'] })
    expect(document.querySelectorAll('[role=option]')).toHaveLength(6)
    expect(others()).toContain('project · staff')
    expect(sent.find((asked) => asked.path === '/search')?.query.get('limit')).toBe('6')
  })

  it('says nothing of the kind where all is listed', async () => {
    await searched({ hits: hits('project', 6), more: [] })
    expect(others()).toBeUndefined()
  })

  it('that failed has not found nothing', async () => {
    await searched(new Error('gone'))
    expect(document.querySelector('[role=alert]')).not.toBeNull()
    expect(document.body.textContent).not.toContain('没有找到')
  })
})
