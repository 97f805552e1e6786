// The desk of cases and the list of a project, each held against what the server tells.

import type { Page } from 'playwright-core'

import { desk, opened, phone, seriousFaults, settled, signIn } from './browser'
import { useSample } from './server'

const sample = useSample()
const lines = '[data-test=cases] tbody tr'

interface Told {
  count: number
  cases: { id: string; case_code: string; state: string }[]
}

async function openCases(page: Page, valid: string): Promise<Told> {
  const query = `zone=jiaocheng&open=true&valid=${valid}`
  return (await (await page.request.get(`/api/v1/cases?${query}`)).json()) as Told
}

it('the desk shows first what the server says is first, and Enter opens it', async () => {
  const { page, context, errors } = await sample.visit(desk)
  await signIn(page, 'clerk')
  await opened(page, '/cases?zone=jiaocheng', lines)
  const told = await openCases(page, '2024-01-15')
  const first = told.cases[0]!
  expect(await page.locator(lines).first().getAttribute('data-case')).toBe(first.id)
  expect(await page.locator(lines).count()).toBe(told.cases.length)
  expect(await page.locator('[data-test=rest]').count()).toBe(told.count > told.cases.length ? 1 : 0)

  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/registers/service_case/${first.id}/record**`)
  expect(errors).toEqual([])
  await context.close()
})

it('a state in the address shows those alone, and the day is that of the address', async () => {
  const { page, context } = await sample.visit(desk)
  await signIn(page, 'clerk')
  const told = await openCases(page, '2023-12-15')
  const state = told.cases.at(-1)!.state
  const address = `/cases?zone=jiaocheng&asof=2023-12-15&state=${state}`
  await opened(page, address, lines)
  const shown = await page.locator(lines).evaluateAll((all) =>
    all.map((one) => one.getAttribute('data-case')),
  )
  expect(shown).toEqual(told.cases.filter((one) => one.state === state).map((one) => one.id))
  await page.click('[data-state=every]')
  await page.waitForURL((url) => !url.searchParams.has('state'))
  await context.close()
})

it('an environmental report instead of a form adds XM-501 and drops XM-502', async () => {
  const { page, context, errors } = await sample.visit(desk)
  await signIn(page, 'manager')
  await opened(page, '/checklist?zone=jiaocheng', '[data-task=XM-502]')
  expect(await page.locator('[data-test=difference]').count()).toBe(0)
  const writes = await page.request.get('/api/v1/records/project?zone=jiaocheng&count=true')

  await page.selectOption('[data-fact=environment]', 'report')
  await page.waitForSelector('[data-added=XM-501]')
  await settled(page)
  expect(await page.locator('[data-dropped=XM-502]').count()).toBe(1)
  expect(await page.locator('[data-task=XM-501]').count()).toBe(1)
  expect(await page.locator('[data-bar=XM-501]').count()).toBe(1)
  expect(new URL(page.url()).searchParams.get('environment')).toBe('report')

  // A colleague who is sent the address sees the same list.
  const tasks = await page.locator('[data-test=tasks] li').allTextContents()
  const expected = await page.textContent('[data-test=expected]')
  await opened(page, page.url(), '[data-task=XM-501]')
  expect(await page.locator('[data-test=tasks] li').allTextContents()).toEqual(tasks)
  expect(await page.textContent('[data-test=expected]')).toBe(expected)
  const after = await page.request.get('/api/v1/records/project?zone=jiaocheng&count=true')
  expect(await after.json()).toEqual(await writes.json())
  expect(errors).toEqual([])
  await context.close()
})

it.each([['1440', desk], ['390', phone]])(
  'at %s neither has a serious fault or scrolls sideways, in either language',
  async (_, size) => {
    for (const locale of ['zh-CN', 'en-US'] as const) {
      const { page, context, errors } = await sample.visit(size, locale)
      await signIn(page, 'leader')
      for (const [address, proof] of [
        ['/cases?zone=jiaocheng', lines],
        ['/checklist?zone=jiaocheng&environment=report', '[data-task=XM-501]'],
      ] as const) {
        await opened(page, address, proof)
        if (address.startsWith('/checklist')) {
          await page.selectOption('[data-fact=environment]', 'form')
          await page.waitForSelector('[data-added=XM-502]')
          await settled(page)
        }
        expect({ address, faults: await seriousFaults(page) }).toEqual({ address, faults: [] })
        const over = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        expect({ address, over: Math.max(0, over) }).toEqual({ address, over: 0 })
      }
      expect(errors).toEqual([])
      await context.close()
    }
  },
)

it('on paper the list stands with its facts, without what only a screen is for', async () => {
  const { page, context } = await sample.visit(desk)
  await signIn(page, 'manager')
  await opened(page, '/checklist?zone=jiaocheng', '[data-task=WORKS]')
  await page.emulateMedia({ media: 'print' })
  for (const seen of ['[data-task=WORKS]', '[data-fact=environment]', '[data-test=gantt]']) {
    expect({ seen, there: await page.locator(seen).isVisible() }).toEqual({ seen, there: true })
  }
  for (const gone of ['.nav', '#why-builds', '.body .btn']) {
    const there = await page.locator(`${gone}:visible`).count()
    expect({ gone, there }).toEqual({ gone, there: 0 })
  }
  await context.close()
})
