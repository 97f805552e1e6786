// What is written through the pages, each held against the ledger: an entry, a dead server in the
// middle of one, a conflict, a second person, the monthly round.

import type { Page } from 'playwright-core'

import { addProject, desk, phone, seriousFaults, settled, signIn } from './browser'
import { useSample } from './server'

const sample = useSample()

interface Change {
  kind: string
  valid_from: string
  fields: Record<string, { new: unknown }>
}

async function changesOf(page: Page, id: string, field: string): Promise<Change[]> {
  const answer = await page.request.get(`/api/v1/records/project/${id}/history`)
  const { entries } = (await answer.json()) as { entries: { changes: Change[] }[] }
  return entries.flatMap((entry) => entry.changes).filter((change) => field in change.fields)
}

async function openEntry(page: Page, id: string): Promise<void> {
  await page.goto(`/projects/${id}/sheet`)
  await settled(page)
  await page.click('[data-test=edit]')
  await page.waitForSelector('[data-test=entry]')
}

// What these tests write where it does not matter what.
async function typeLandArea(page: Page, id: string, area: string, source: string): Promise<void> {
  await openEntry(page, id)
  await page.fill('[data-edit=land_area]', area)
  await page.fill('[data-test=source]', source)
}

it('an amount asks whether it changed or had been wrong, and is corrected from where it began', async () => {
  const { page, context } = await sample.visit(desk)
  await signIn(page, 'manager')
  const project = await addProject(page, 'JC-A1')
  await openEntry(page, project)
  await page.fill('[data-edit=total_investment]', '1.66')
  await page.fill('[data-test=source]', '示例合同第4页')
  expect(await page.isDisabled('[data-test=send]')).toBe(true) // nothing is chosen beforehand
  await page.check('[data-test=correct]')
  await page.click('[data-test=send]')
  await page.waitForSelector('[data-test=entry]', { state: 'detached' })
  const last = (await changesOf(page, project, 'total_investment')).pop()
  expect(last?.kind).toBe('correct')
  expect(last?.fields['total_investment']?.new).toBe(16600000000)
  await context.close()
})

async function changeAmount(page: Page, id: string, day: string, amount: number): Promise<void> {
  const me = (await (await page.request.get('/api/v1/me')).json()) as { csrf: string }
  const change = { kind: 'change', register: 'project', id, valid_from: day }
  const answer = await page.request.post('/api/v1/entries', {
    headers: { 'X-CSRF-Token': me.csrf },
    data: { zone: 'jiaocheng', source: '示例补充协议',
      changes: [{ ...change, fields: { total_investment: amount } }] },
  })
  expect(answer.status()).toBe(201)
}

it('what is corrected on a past day is what is shown there, for as long as it held', async () => {
  const { page, context } = await sample.visit(desk)
  await signIn(page, 'manager')
  const project = await addProject(page, 'JC-A2')
  await changeAmount(page, project, '2024-01-14', 12000000000)
  for (const [day, amount] of [['2024-01-13', '0.9'], ['2024-01-13', '0.8']] as const) {
    await page.goto(`/projects/${project}/sheet?asof=${day}`)
    await settled(page)
    expect(await page.locator('[data-test=advance]').count()).toBe(0) // that goes on from today
    await page.click('[data-test=edit]')
    await page.fill('[data-edit=total_investment]', amount)
    await page.fill('[data-test=source]', '示例合同第4页')
    await page.check('[data-test=correct]')
    await page.click('[data-test=send]')
    await page.waitForSelector('[data-test=entry]', { state: 'detached' })
  }
  const changes = await changesOf(page, project, 'total_investment')
  expect(changes.map((one) => [one.kind, one.valid_from, one.fields['total_investment']?.new])).toEqual([
    ['create', '2024-01-12', 10000000000], ['change', '2024-01-14', 12000000000],
    ['correct', '2024-01-12', 9000000000], ['correct', '2024-01-12', 8000000000],
  ])
  await context.close()
})

it('with the server away it keeps what was typed, and writes once when it is back', async () => {
  const { page, context } = await sample.visit(desk)
  await signIn(page, 'manager')
  await typeLandArea(page, 'jiaocheng.3.3', '48.5', '示例用地批复')

  // no answer at all: it says so, and a closed window loses nothing
  await page.route('**/api/v1/entries', (route) => route.abort())
  await page.click('[data-test=send]')
  await page.waitForSelector('[data-test=entry-problem]')
  await page.waitForSelector('[data-test=offline]')
  await openEntry(page, 'jiaocheng.3.3')
  expect(await page.inputValue('[data-edit=land_area]')).toBe('48.5')
  expect(await page.inputValue('[data-test=source]')).toBe('示例用地批复')

  // the letter arrives, but its answer does not; sent again it is the same entry
  await page.unroute('**/api/v1/entries')
  await page.route('**/api/v1/entries', async (route) => {
    await route.fetch()
    await route.abort()
  })
  await page.click('[data-test=send]')
  await page.waitForSelector('[data-test=entry-problem]')
  await page.unroute('**/api/v1/entries')
  await page.click('[data-test=send]')
  await page.waitForSelector('[data-test=entry]', { state: 'detached' })
  expect(await changesOf(page, 'jiaocheng.3.3', 'land_area')).toHaveLength(1)
  await context.close()
})

it('what another wrote in between is a conflict, and nothing is lost', async () => {
  const { page, context } = await sample.visit(desk)
  await signIn(page, 'manager')
  await typeLandArea(page, 'jiaocheng.3.5', '20', '示例用地批复')
  const other = await context.newPage()
  await openEntry(other, 'jiaocheng.3.5')
  await other.evaluate(() => localStorage.removeItem('zonebook.draft.manager.project.jiaocheng.3.5'))
  await typeLandArea(other, 'jiaocheng.3.5', '21', '另一份批复')
  await other.click('[data-test=send]')
  await other.waitForSelector('[data-test=entry]', { state: 'detached' })

  await page.click('[data-test=send]')
  await page.waitForSelector('[data-test=entry-problem]')
  expect(await page.inputValue('[data-edit=land_area]')).toBe('20')
  expect(await changesOf(page, 'jiaocheng.3.5', 'land_area')).toHaveLength(1)

  // both are shown, and the one that is chosen is written
  const both = page.locator('[data-met=land_area]')
  await both.filter({ hasText: '21' }).filter({ hasText: '20' }).waitFor()
  expect(await seriousFaults(page)).toEqual([])
  await page.click('[data-test=mine]')
  await page.click('[data-test=send]')
  await page.waitForSelector('[data-test=entry]', { state: 'detached' })
  const written = await changesOf(page, 'jiaocheng.3.5', 'land_area')
  expect(written.map((one) => Number(one.fields['land_area']?.new))).toEqual([21, 20])
  await context.close()
})

// 2023-06 is locked: whatever is entered of its days from now on needs a second person.
async function lockMonth(page: Page, month: string): Promise<void> {
  const me = (await (await page.request.get('/api/v1/me')).json()) as { csrf: string }
  const fields = { month, locked_on: '2024-01-15', locked_by: '示例人员01' }
  const change = { kind: 'create', register: 'month_lock', id: 'new:a', valid_from: '2024-01-15' }
  const answer = await page.request.post('/api/v1/entries', {
    headers: { 'X-CSRF-Token': me.csrf },
    data: { zone: 'jiaocheng', source: '示例月报', changes: [{ ...change, fields }] },
  })
  expect(answer.status()).toBe(201)
}

async function changeTo(page: Page, card: string): Promise<void> {
  await page.click('[data-test=user]')
  await page.click('[data-test=sign-out]')
  await page.click(`[data-card=${card}]`)
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

it('what one may not write alone waits for a second person', async () => {
  const { page, context } = await sample.visit(desk)
  await signIn(page, 'statistician')
  await lockMonth(page, '2023-06')

  await changeTo(page, 'manager')
  await openEntry(page, 'jiaocheng.3.7')
  await page.fill('[data-edit=total_investment]', '2.31')
  await page.fill('[data-test=source]', '示例补充协议')
  await page.check('[data-test=change]')
  await page.fill('[data-test=from]', '2023-06-28')
  await page.click('[data-test=send]')
  await page.click('[data-test=propose]')
  await page.waitForSelector('[data-test=entry]', { state: 'detached' })
  const before = await changesOf(page, 'jiaocheng.3.7', 'total_investment')
  expect(before.pop()?.fields['total_investment']?.new).toBe(23000000000) // in no figure yet
  await page.goto('/todo')
  await page.waitForSelector('[data-test=proposals] li')
  expect(await page.locator('[data-test=approve]').count()).toBe(0) // nobody approves their own

  await changeTo(page, 'leader')
  await page.goto('/todo')
  const proposal = page.locator('[data-test=proposals] > * li').filter({ hasText: '2.31' }).first()
  await proposal.waitFor()
  await page.click('[data-test=approve]')
  await page.waitForFunction(() => !document.querySelector('[data-test=approve]'))
  const after = await changesOf(page, 'jiaocheng.3.7', 'total_investment')
  expect(after.pop()?.fields['total_investment']?.new).toBe(23100000000)
  await context.close()
})

async function headline(page: Page, indicator: string): Promise<void> {
  await page.goto(`/figures/${indicator}?zone=jiaocheng&period=2024`)
  await page.waitForSelector('[data-test=headline]')
}

it('a project moves to 开工: 当年新开工 moves in another open browser, 开工一批 does not', async () => {
  const leader = await sample.visit(desk)
  await signIn(leader.page, 'leader')
  await headline(leader.page, 'started_count')
  expect(await leader.page.textContent('[data-test=headline]')).toBe('0')

  const { page, context } = await sample.visit(desk)
  await signIn(page, 'manager')
  await page.goto('/projects/jiaocheng.5.2/sheet')
  await page.click('[data-test=advance]')
  await page.fill('[data-test=source]', '示例开工确认单')
  await page.click('[data-test=send]')
  await page.waitForSelector('[data-test=entry]', { state: 'detached' })
  await page.locator('.track li.now').filter({ hasText: '开工' }).waitFor()

  await leader.page.waitForFunction(
    () => document.querySelector('[data-test=headline]')?.textContent === '1',
  )
  await headline(leader.page, 'batch_started_count')
  expect(await leader.page.textContent('[data-test=headline]')).toBe('0')
  await leader.context.close()
  await context.close()
})

it('the round is made on a phone, 无变化 with one tap', async () => {
  const { page, context } = await sample.visit(phone)
  await signIn(page, 'manager')
  await page.click('.mtab a[href^="/round"]') // it is there where it is made
  await page.waitForSelector('[data-test=round]')
  await settled(page)
  const open = page.locator('[data-test=round] li[data-done=false]')
  const count = await open.count()
  expect(count).toBeGreaterThan(0)
  await open.first().locator('[data-test=unchanged]').click()
  await page.waitForFunction(
    (left) => document.querySelectorAll('[data-test=round] li[data-done=false]').length === left,
    count - 1,
  )
  await context.close()
})
