// Every screen: it opens, its scripts raise no error, axe finds no serious fault; also where the
// functions are missing that Chromium 86 did not have.

import { desk, opened, phone, seriousFaults, settled, signIn } from './browser'
import { useSample } from './server'

const sample = useSample()

const zone = 'zone=jiaocheng'
const screens: readonly [name: string, address: string, proof: string][] = [
  ['cockpit', `/cockpit?${zone}`, '[data-tile=batch_started] [data-figure]'],
  ['figure', `/figures/batch_started_amount?${zone}&known=2023-12-20`, '[data-test=moved]'],
  ['rate', `/figures/signed_outside_start_rate?${zone}`, '[data-test=behind] tbody tr'],
  ['figures', `/figures?${zone}`, '[data-figure=batch_started_amount]'],
  ['projects', `/projects?${zone}`, 'table.x tbody tr'],
  ['project', `/projects/jiaocheng.3.7/sheet?${zone}`, '[data-test=timeline] li'],
  ['board', `/board?${zone}`, '[data-test=board] .one'],
  ['todo', `/todo?${zone}`, '[data-test=proposals]'],
  ['batches', `/batches?${zone}&period=2023`, '[data-test=event-list] [data-line]'],
  ['bulletins', `/bulletins?${zone}`, '[data-test=bulletins]'],
  ['check', `/bulletins/new/check?${zone}`, '[data-test=text-taker]'],
  ['cases', `/cases?${zone}`, '[data-test=cases] tbody tr'],
  ['checklist', `/checklist?${zone}`, '[data-bar=WORKS]'],
  ['own', '/own', '[data-test=factor]'],
  ['round', `/round?${zone}`, '[data-test=round] li'],
  ['registers', '/registers', 'main .groups a'],
  ['register', `/registers/batch_entry?${zone}`, 'table.x tbody tr'],
  ['record', `/registers/batch_entry/jiaocheng.43.9/record?${zone}`, '[data-field=status]'],
]

describe.each([
  ['1440', desk],
  ['390', phone],
])('at %s', (_, size) => {
  it('the door has no serious fault', async () => {
    const { page } = await sample.visit(size)
    await page.goto('/sign-in')
    await page.waitForSelector('[data-card]')
    expect(await seriousFaults(page)).toEqual([])
    await page.context().close()
  })

  it('no screen has one, or scrolls sideways', async () => {
    const { page } = await sample.visit(size)
    await signIn(page, 'statistician')
    for (const [name, address, proof] of screens) {
      await opened(page, address, proof)
      expect({ name, faults: await seriousFaults(page) }).toEqual({ name, faults: [] })
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect({ name, over: Math.max(0, over) }).toEqual({ name, over: 0 })
    }
    await page.context().close()
  })

  it('nor has the page that is nowhere', async () => {
    const { page } = await sample.visit(size)
    await signIn(page, 'statistician')
    await page.goto('/no/such/page')
    await settled(page)
    expect(await page.locator('.state').count()).toBe(1)
    expect(await seriousFaults(page)).toEqual([])
    await page.context().close()
  })

  it('nor what lies over them', async () => {
    const { page } = await sample.visit(size)
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

it('a dead page is found to be one', async () => {
  const { page, context } = await sample.visit(desk)
  await signIn(page, 'statistician')
  await expect(opened(page, '/no/such/page', 'h1')).rejects.toThrow()
  await expect(opened(page, `/projects/jiaocheng.3.9999/sheet?${zone}`, 'h1')).rejects.toThrow('says')
  await expect(opened(page, `/projects?${zone}`, '.no-such-part')).rejects.toThrow('has no')
  await context.close()
})

it('the present stop of a project stands in the middle of a phone', async () => {
  const { page, context } = await sample.visit(phone)
  await signIn(page, 'statistician')
  await opened(page, `/projects/jiaocheng.3.7/sheet?${zone}`, '.track .now')
  const now = (await page.locator('.track .now').boundingBox())!
  const middle = now.x + now.width / 2
  const frame = await page.locator('.track-card .scroll').evaluate((it) => ({
    at: it.scrollLeft, most: it.scrollWidth - it.clientWidth,
  }))
  expect(frame.most).toBeGreaterThan(0)
  const isAtEnd = frame.at >= frame.most - 1 // nothing is behind the last stop
  expect(isAtEnd || Math.abs(middle - phone.width / 2) < 8).toBe(true)
  expect(now.x + now.width).toBeLessThanOrEqual(phone.width)
  await context.close()
})

it('another language is spoken by the whole page at once', async () => {
  const { page, context } = await sample.visit(desk)
  await signIn(page, 'statistician')
  await opened(page, `/cockpit?${zone}`, '[data-figure=batch_started_amount]')
  const label = '[data-tile=batch_started] [data-figure=batch_started_amount]'
  expect(await page.getAttribute(label, 'aria-label')).toContain('开工一批总投资')
  await page.click('.languages button[lang=en]')
  await page.waitForFunction(
    (of) => !/[\u4e00-\u9fff]/.test(document.querySelector(of)?.getAttribute('aria-label') ?? '开'),
    label,
  )
  await context.close()
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
  const { page, context } = await sample.visit(desk)
  await context.addInitScript(younger)
  await signIn(page, 'statistician')
  for (const [, address, proof] of screens) await opened(page, address, proof)
  await context.close()
})

it('the keys are heard, and not while something is typed', async () => {
  const { page, context } = await sample.visit(desk)
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
