// Every screen: it opens, its scripts raise no error, axe finds no serious fault; also where the
// functions are missing that Chromium 86 did not have.

import type { Browser } from 'playwright-core'

import { desk, openBrowser, phone, seriousFaults, settled, signIn, visit } from './browser'
import { serveSample, type Running } from './server'

let server: Running
let browser: Browser

beforeAll(async () => {
  server = await serveSample()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const zone = 'zone=jiaocheng'
const screens: readonly [name: string, address: string][] = [
  ['cockpit', `/cockpit?${zone}`],
  ['figure', `/figures/batch_started_amount?${zone}&known=2023-12-20`],
  ['rate', `/figures/signed_outside_start_rate?${zone}`],
  ['figures', `/figures?${zone}`],
  ['projects', `/projects?${zone}`],
  ['project', `/projects/jiaocheng.3.7/sheet?${zone}`],
  ['board', `/board?${zone}`],
  ['todo', `/todo?${zone}`],
  ['round', `/round?${zone}`],
  ['registers', '/registers'],
  ['register', `/registers/batch_entry?${zone}`],
  ['record', `/registers/batch_entry/jiaocheng.43.9/record?${zone}`],
  ['nowhere', '/no/such/page'],
]

describe.each([
  ['1440', desk],
  ['390', phone],
])('at %s', (_, size) => {
  it('the door has no serious fault', async () => {
    const { page, errors } = await visit(browser, server.address, size)
    await page.goto('/sign-in')
    await page.waitForSelector('[data-card]')
    expect(await seriousFaults(page)).toEqual([])
    expect(errors).toEqual([])
    await page.context().close()
  })

  it('no screen has one, or scrolls sideways', async () => {
    const { page, errors } = await visit(browser, server.address, size)
    await signIn(page, 'statistician')
    for (const [name, address] of screens) {
      await page.goto(address)
      await settled(page)
      expect({ name, faults: await seriousFaults(page) }).toEqual({ name, faults: [] })
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect({ name, over: Math.max(0, over) }).toEqual({ name, over: 0 })
    }
    expect(errors).toEqual([])
    await page.context().close()
  })

  it('nor what lies over them', async () => {
    const { page } = await visit(browser, server.address, size)
    await signIn(page, 'statistician')
    await page.goto(`/cockpit?${zone}`)
    await settled(page)
    await page.click('[data-figure=batch_started_amount]')
    await page.waitForSelector('[data-test=adds-up]')
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.waitForSelector('[data-test=provenance]', { state: 'detached' })
    await page.keyboard.press('Control+k')
    await page.fill('[role=combobox]', '开工')
    await page.waitForSelector('[role=option]')
    expect(await seriousFaults(page)).toEqual([])
    await page.context().close()
  })
})

// What the lowering of syntax does not bring: functions that came after Chromium 86.
const younger = `
  delete Array.prototype.at; delete String.prototype.at; delete Array.prototype.findLast
  delete Array.prototype.findLastIndex; delete Array.prototype.toSorted
  delete Array.prototype.toReversed; delete Array.prototype.with; delete Object.hasOwn
  delete Object.groupBy; delete window.structuredClone
  delete Promise.withResolvers
  if (window.crypto) Object.defineProperty(window.crypto, 'randomUUID', { value: undefined })
`

it('they run with what Chromium 86 had', async () => {
  const { page, context, errors } = await visit(browser, server.address, desk)
  await context.addInitScript(younger)
  await signIn(page, 'statistician')
  for (const [, address] of screens) {
    await page.goto(address)
    await settled(page)
  }
  expect(errors).toEqual([])
  await context.close()
})

it('the keys are heard, and not while something is typed', async () => {
  const { page, context } = await visit(browser, server.address, desk)
  await signIn(page, 'statistician')
  await page.goto(`/figures?${zone}`)
  await settled(page)
  await page.fill('input[type=search]', 'a')
  await page.keyboard.press('a')
  expect(await page.locator('input[value=exact]').count()).toBe(0)
  await page.locator('h1').click()
  await page.keyboard.press('a')
  await page.waitForSelector('input[value=exact]')
  await context.close()
})
