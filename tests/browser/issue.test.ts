// Issuing figures from the page of one, and what its page says of the report afterwards.

import { desk, opened, phone, seriousFaults, settled, signIn } from './browser'
import { useSample } from './server'

const sample = useSample()
const figure = '/figures/batch_started_amount?zone=jiaocheng&period=2023'

it.each([
  ['zh-CN', '年度报告', '一致'],
  ['en-US', 'Report of the year', 'the same'],
] as const)('two figures are issued under a title, a day and a signer (%s)', async (locale, title, same) => {
  const { page, context } = await sample.visit(desk, locale)
  await signIn(page, 'statistician')
  await opened(page, figure, '[data-test=issue]')
  await page.click('[data-test=issue]')
  await page.waitForSelector('[data-test=issuing] [data-indicator]')
  expect(await page.isDisabled('[data-test=send-issue]')).toBe(true) // it has no title
  await page.fill('[data-test=issuing] [name=title]', title)
  await page.check('[data-indicator=batch_started_count]')
  expect(await seriousFaults(page)).toEqual([])
  await page.click('[data-test=send-issue]')
  await page.waitForSelector('[data-test=issuing]', { state: 'detached' })

  const row = page.locator('[data-test=cited] tr', { hasText: title })
  await row.locator(`text=${same}`).waitFor()
  expect(await row.textContent()).toContain('11.63')
  const answer = await page.request.get('/api/v1/freezes?zone=jiaocheng')
  const { reports } = (await answer.json()) as { reports: { report: string; title: string }[] }
  const made = reports.find((one) => one.title === title)
  const told = await page.request.get(`/api/v1/freezes/${made?.report}`)
  const { figures } = (await told.json()) as { figures: { definition: string; value: string }[] }
  expect(figures.map((one) => [one.definition, Number(one.value)])).toEqual(
    expect.arrayContaining([['batch_started_amount', 11.63], ['batch_started_count', 8]]))

  await row.locator('a').click() // as it was then
  await settled(page)
  expect(page.url()).toContain('known=')
  expect(await page.textContent('[data-test=headline]')).toBe('11.63')
  expect(await page.locator('[data-test=issue]').count()).toBe(0) // nothing is issued in the past
  await context.close()
})

it('who may not report is not offered it, and a phone says where it is done', async () => {
  const { page, context } = await sample.visit(desk)
  await signIn(page, 'leader')
  await opened(page, figure, '[data-test=headline]')
  expect(await page.locator('[data-test=issue]').count()).toBe(0)
  await context.close()

  const small = await sample.visit(phone)
  await signIn(small.page, 'statistician')
  await opened(small.page, figure, '[data-test=headline]')
  expect(await small.page.isVisible('[data-test=issue]')).toBe(false)
  await small.page.waitForSelector('text=定稿报出要在电脑上办')
  await small.context.close()
})
