// Journey J: somebody who reads English finishes the three-minute proof, without a Chinese word of the
// screen's own in the way.

import { desk, settled } from './browser'
import { useSample } from './server'

const sample = useSample('en')

it('an English-reading newcomer finishes the proof', async () => {
  const { page } = await sample.visit(desk, 'en-US')
  await page.goto('/')
  await page.waitForSelector('text=Choose whose eyes to look with')
  await page.click('[data-card=leader]')
  await page.waitForSelector('text=Three-minute proof')

  const cut = await page.locator('.tile, .tile *').evaluateAll((all) =>
    all.filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0 &&
      getComputedStyle(one).overflowX === 'hidden' && !one.classList.contains('sr'))
      .map((one) => one.textContent))
  expect(cut).toEqual([])

  await page.click('[data-test=proof-1]')
  await page.waitForSelector('[data-test=adds-up]')
  const addends = await page.textContent('[data-test=addends]')
  expect(addends?.split('+')).toHaveLength(8)
  await page.keyboard.press('Escape')

  await page.click('[data-test=proof-2]')
  await page.waitForSelector('[data-test=moved]')
  expect(await page.textContent('[data-test=headline]')).toBe('11.36')
  expect(await page.textContent('[data-test=moved]')).toContain('Sample project 07')

  await page.goBack()
  await page.click('[data-test=proof-3]')
  await page.waitForSelector('[data-test=near]')
  const near = await page.textContent('[data-test=near]')
  expect(near).toContain('100.0')
  expect(near).toContain('66.7')
  await page.context().close()
})

it('speaks the language that is chosen, and keeps it', async () => {
  const { page } = await sample.visit(desk, 'zh-CN')
  await page.goto('/sign-in')
  await page.waitForSelector('text=选一个身份进去看看')
  await page.click('button:has-text("EN")')
  await page.waitForSelector('text=Choose whose eyes to look with')
  await page.reload()
  await page.waitForSelector('text=Choose whose eyes to look with')
  await page.click('[data-card=leader]')
  await page.waitForSelector('[data-test=sample]')
  await settled(page)
  expect(await page.textContent('[data-test=sample]')).toContain('2024-01-15')
  await page.context().close()
})
