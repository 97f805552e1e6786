// The role cards: each leads in without typing, and what a role opens with refuses it nothing; where it
// may not see the parts, no judgement is made of them.

import { desk, settled, signIn } from './browser'
import { useSample } from './server'

const sample = useSample()

const roles: readonly [card: string, first: string][] = [
  ['leader', '/cockpit'],
  ['manager', '/todo'],
  ['statistician', '/cockpit'],
  ['clerk', '/cockpit'],
  ['editor', '/bulletins'],
  ['province', '/cockpit'],
  ['enterprise', '/registers'],
  ['administrator', '/accounts'],
]

it.each(roles)('%s comes in and begins at %s, with nothing refused', async (card, first) => {
  const { page, context } = await sample.visit(desk)
  await signIn(page, card)
  await settled(page)
  expect(new URL(page.url()).pathname).toBe(first)
  await page.waitForSelector('[data-test=sample]')
  expect(await page.locator('.state[role=alert]').allTextContents()).toEqual([])
  expect(await page.locator('.nav li').count()).toBeLessThanOrEqual(9)
  await context.close()
})

it('every entry of each menu opens, and refuses nothing', async () => {
  for (const [card] of roles) {
    const { page, context } = await sample.visit(desk)
    await signIn(page, card)
    await settled(page)
    const links = await page.locator('.nav li a').evaluateAll((all) =>
      all.map((one) => one.getAttribute('href') ?? ''),
    )
    for (const link of links) {
      await page.goto(link)
      await settled(page)
      const refused = await page.locator('.state[role=alert]').allTextContents()
      expect({ card, link, refused }).toEqual({ card, link, refused: [] })
    }
    await context.close()
  }
})

it('a clerk, who does not see how long projects stand, is not told that none is late', async () => {
  const { page, context } = await sample.visit(desk)
  await signIn(page, 'clerk')
  await settled(page)
  expect(await page.locator('text=没有停留超限的项目').count()).toBe(0)
  expect(await page.locator('.nav a[href^="/board"]').count()).toBe(0)
  await context.close()
})

it('who is not signed in sees nothing', async () => {
  const { page, context } = await sample.visit(desk)
  await page.goto('/projects')
  await page.waitForSelector('[data-card]')
  expect(new URL(page.url()).pathname).toBe('/sign-in')
  await context.close()
})
