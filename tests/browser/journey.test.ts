// Journey B of issue 6: a number, its records, the corrected record, its history, what was known on
// 20 December, the difference, the sentence — at a desk and on a phone, each held against the ledger.

import type { Page } from 'playwright-core'

import { desk, phone, settled, signIn } from './browser'
import { useSample } from './server'

const sample = useSample()

const started = '[data-tile=batch_started] [data-figure=batch_started_amount]'

async function askedOf(page: Page, known: string): Promise<string> {
  const query = `indicator=batch_started_amount&zone=jiaocheng&period=2023${known}`
  const answer = await page.request.get(`/api/v1/figures?${query}`)
  return ((await answer.json()) as { figures: { answer: { shown: string } }[] }).figures[0]!.answer.shown
}

describe.each([
  ['at a desk', desk],
  ['on a phone', phone],
])('11.63 is proved %s', (_, size) => {
  it('from the number to its sentence', async () => {
    const { page } = await sample.visit(size)
    await signIn(page, 'statistician')
    await page.goto('/cockpit?zone=jiaocheng&period=2023')
    await settled(page)

    // the number and its eight addends
    expect(await page.textContent(started)).toBe('11.63')
    await page.click(started)
    const addends = await page.textContent('[data-test=addends]')
    expect(addends?.split('+')).toHaveLength(8)
    await page.waitForSelector('[data-test=adds-up]')

    // the records, their sum, and the one that was corrected
    await page.click('[data-test=open-records]')
    await page.waitForSelector('[data-test=behind] tbody tr')
    expect(await page.locator('[data-test=behind] tbody tr').count()).toBe(8)
    expect(await page.textContent('[data-test=sum]')).toBe('11.63')
    const corrected = page.locator('[data-test=behind] tr.hl a')
    await corrected.waitFor()
    const name = await corrected.textContent()
    expect(name?.trim()).toBe('示例项目07')

    // its history, in both times
    await corrected.click()
    const correction = page.locator('[data-test=timeline] > li.cor')
    await correction.waitFor()
    expect(await correction.locator('del').textContent()).toContain('2.03')
    expect(await correction.locator('ins').textContent()).toContain('2.30')
    expect(await correction.textContent()).toContain('2023-12-22')

    // what was known on 20 December
    await page.goBack()
    await page.click('[data-test=asof]')
    await page.check('input[value=exact]')
    await page.fill('[data-test=known-day]', '2023-12-20')
    await page.click('[data-test=asof-go]')
    await page.waitForFunction(() => document.querySelector('[data-test=headline]')?.textContent === '11.36')
    expect(page.url()).toContain('known=2023-12-20')

    // why, and the sentence
    const moved = page.locator('[data-test=moved]')
    await moved.waitFor()
    expect(await moved.textContent()).toContain('+0.27')
    await page.click('[data-test=copy-difference]')
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    for (const part of ['11.63', '11.36', '0.27', '示例项目07', '示例合同第3页']) {
      expect(copied).toContain(part)
    }

    expect(await askedOf(page, '')).toBe('11.63')
    expect(await askedOf(page, '&known=2023-12-20')).toBe('11.36')
    await page.context().close()
  })
})

it('a link shows what its sender saw', async () => {
  const { page } = await sample.visit(desk)
  const link =
    '/figures/batch_started_amount?zone=jiaocheng&period=2023&asof=2023-12-31&known=2023-12-20'
  await page.goto(link) // not signed in yet: through the door and back
  await page.click('[data-card=leader]')
  await page.waitForSelector('[data-test=headline]')
  expect(await page.textContent('[data-test=headline]')).toBe('11.36')
  await page.context().close()
})

it('two rates of one name stand side by side', async () => {
  const { page } = await sample.visit(desk)
  await signIn(page, 'leader')
  await page.goto('/cockpit?zone=jiaocheng')
  await page.click('[data-test=proof-3]')
  const near = page.locator('[data-test=near]')
  await near.waitFor()
  const text = await near.textContent()
  expect(text).toContain('100.0')
  expect(text).toContain('66.7')
  await page.context().close()
})
