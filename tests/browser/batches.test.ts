// 三个一批: an event from its nomination to the day it is held, and a withdrawal after it; each step is
// held against the ledger.

import type { Page } from 'playwright-core'

import { desk, opened, settled, signIn } from './browser'
import { useSample } from './server'

const sample = useSample()

async function signedIn2024(page: Page): Promise<string> {
  const query = 'indicator=batch_signed_count&zone=jiaocheng&period=2024'
  const answer = await page.request.get(`/api/v1/figures?${query}`)
  return ((await answer.json()) as { figures: { answer: { shown: string } }[] }).figures[0]!.answer.shown
}

async function send(page: Page): Promise<void> {
  await page.fill('[data-test=source]', '示例活动方案')
  await page.click('[data-test=send]')
  await page.waitForSelector('[data-test=entry]', { state: 'detached' })
  await settled(page)
}

async function pick(page: Page, label: string, name: string): Promise<void> {
  const box = page.locator(`[data-test=entry] .editor`, { hasText: label }).locator('input').first()
  await box.click()
  await box.fill(name)
  await page.locator('.el-select-dropdown__item:visible', { hasText: name }).first().click()
}

it('an event is nominated, checked, submitted and held, and then stands still', async () => {
  const { page, context } = await sample.visit(desk)
  await signIn(page, 'statistician')
  await page.goto('/batches?zone=jiaocheng&period=2024')
  await settled(page)
  expect(await signedIn2024(page)).toBe('0')

  await page.click('[data-test=add-event]')
  await page.fill('[data-edit=batch_no]', '2024-01')
  await page.fill('[data-edit=name]', '示例活动05签约一批')
  await page.selectOption('[data-edit=batch]', 'signed')
  await send(page)
  await page.locator('[data-test=event-list] .track .now', { hasText: '拟报' }).waitFor()

  await page.click('[data-test=add-entry]')
  await pick(page, '项目', '示例项目07')
  await send(page)
  await page.click('[data-test=accept]')
  await send(page)

  for (const stage of ['核实', '上报', '举办']) {
    await page.click('[data-test=advance-event]')
    if (stage === '核实') await pick(page, '核实人', '示例人员02')
    await send(page)
    await page.locator('[data-test=event-list] .track .now', { hasText: stage }).waitFor()
    expect(await signedIn2024(page)).toBe(stage === '举办' ? '1' : '0')
  }
  await page.locator('[data-test=events] tr', { hasText: '2024-01' }).locator('text=2.30').waitFor()

  await page.click('[data-test=withdraw]')
  await page.fill('[data-edit=withdrawn_reason]', '示例原因')
  await send(page)
  await page.locator('[data-test=event-list]', { hasText: '2024-01-15 撤项' }).waitFor()
  expect(await signedIn2024(page)).toBe('1') // the day of the event stays as it was
  await context.close()
})

it('rates are told by event, and without the latest one', async () => {
  const { page, context } = await sample.visit(desk)
  await signIn(page, 'leader')
  await opened(page, '/cockpit?zone=jiaocheng&period=2023', '[data-test=to-batches]')
  await page.click('[data-test=to-batches]')
  await page.waitForSelector('[data-earlier=producing]')
  expect(await page.textContent('[data-earlier=producing]')).toContain('13.30 ÷ 13.20 亿元')
  expect(await page.textContent('[data-earlier=signed]')).toContain('4 ÷ 4')
  const rows = await page.locator('[data-test=events] tbody tr').allTextContents()
  expect(rows).toHaveLength(11)
  const counts = await page.locator('[data-test=events] tbody td:nth-child(4)').allTextContents()
  expect(counts.reduce((sum, one) => sum + Number(one), 0)).toBe(6 + 8 + 5)
  await context.close()
})

it('a reader changes nothing there', async () => {
  const { page, context } = await sample.visit(desk, 'en-US')
  await signIn(page, 'leader')
  await opened(page, '/batches?zone=jiaocheng&period=2023', '[data-test=event-list] [data-line]')
  for (const act of ['add-event', 'advance-event', 'add-entry', 'withdraw']) {
    expect(await page.locator(`[data-test=${act}]`).count()).toBe(0)
  }
  await context.close()
})
