// Cells written in a list, by keys and by a paste, each held against the ledger.

import type { Page } from 'playwright-core'

import { addProject, desk, opened, phone, seriousFaults, settled, signIn } from './browser'
import { useSample } from './server'

const sample = useSample()

interface Listed {
  id: string
  fields: Record<string, unknown>
}

// The manager's own projects, in the order of the list.
async function ownProjects(page: Page): Promise<{ me: string; projects: Listed[] }> {
  const { me } = (await (await page.request.get('/api/v1/me')).json()) as { me: string }
  const filter = encodeURIComponent(`manager.id = "${me}"`)
  const answer = await page.request.get(`/api/v1/records/project?zone=jiaocheng&sort=project_no&filter=${filter}`)
  return { me, projects: ((await answer.json()) as { records: Listed[] }).records }
}

async function entriesOf(page: Page, id: string): Promise<{ source: string; kinds: string[] }[]> {
  const answer = await page.request.get(`/api/v1/records/project/${id}/history`)
  interface Entry { source: string; changes: { kind: string }[] }
  const { entries } = (await answer.json()) as { entries: Entry[] }
  return entries.map((one) => ({ source: one.source, kinds: one.changes.map((change) => change.kind) }))
}

const amountColumn = 5 // of the list of projects: total_investment
const cell = (row: number): string => `[data-cell="${row}:${amountColumn}"]`

async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((given) => navigator.clipboard.writeText(given), text)
  await page.keyboard.press('Control+v')
  await page.waitForSelector('[data-test=paste]')
}

it('two amounts are typed by keys and corrected, an entry each', async () => {
  const { page, context } = await sample.visit(desk)
  await signIn(page, 'manager')
  for (const first of ['A-1', 'A-2']) await addProject(page, first)
  const { me, projects } = await ownProjects(page)
  await opened(page, `/projects?zone=jiaocheng&f.manager=${me}`, cell(1))
  await page.locator(cell(0)).focus()
  await page.keyboard.press('Enter')
  await page.fill('[data-test=cell]', '3.21')
  await page.keyboard.press('Enter')
  await page.keyboard.press('F2')
  await page.fill('[data-test=cell]', '4.32')
  await page.keyboard.press('Tab')
  expect(await page.locator('td.unsent').count()).toBe(2)
  expect(await page.isDisabled('[data-test=unsent] [data-test=send]')).toBe(true)
  expect(await seriousFaults(page)).toEqual([])

  // a page that is opened anew has lost nothing
  await page.reload()
  await page.waitForSelector('td.unsent')
  await page.check('[data-test=correct]')
  await page.fill('[data-test=unsent] [data-test=source]', '示例合同第5页')
  await page.click('[data-test=unsent] [data-test=send]')
  await page.waitForSelector('[data-test=unsent]', { state: 'detached' })
  await settled(page)
  expect(await page.textContent(cell(0))).toContain('3.21')
  for (const { id } of projects.slice(0, 2)) {
    const last = (await entriesOf(page, id)).pop()
    expect(last).toEqual({ source: '示例合同第5页', kinds: ['correct'] })
  }
  const now = (await ownProjects(page)).projects
  expect(now.slice(0, 2).map((one) => one.fields['total_investment'])).toEqual([32100000000, 43200000000])
  await context.close()
})

it('a column of a spreadsheet fills downward, after it was looked at', async () => {
  const { page, context } = await sample.visit(desk)
  await signIn(page, 'manager')
  for (const last of ['Z-1', 'Z-2']) await addProject(page, last)
  const { me, projects } = await ownProjects(page)
  const count = projects.length
  await opened(page, `/projects?zone=jiaocheng&f.manager=${me}`, cell(1))
  await page.locator(cell(count - 2)).focus()
  await paste(page, '1.11\r\n约2亿\r\n3.33\r\n')
  expect(await page.textContent('[data-test=paste]')).toContain('1 格读得懂，1 格读不懂')
  expect(await page.textContent('[data-test=beyond]')).toContain('1 行')
  expect(await seriousFaults(page)).toEqual([])
  await page.click('[data-test=take-paste]')
  expect(await page.locator('td.unsent').allTextContents()).toEqual(['1.11'])
  expect((await ownProjects(page)).projects[count - 2]?.fields).toEqual(projects[count - 2]?.fields)

  await page.check('[data-test=change]')
  await page.fill('[data-test=unsent] [data-test=source]', '示例报表')
  await page.click('[data-test=unsent] [data-test=send]')
  await page.waitForSelector('[data-test=unsent]', { state: 'detached' })
  const now = (await ownProjects(page)).projects[count - 2]
  expect(now?.fields['total_investment']).toBe(11100000000)
  await context.close()
})

it('what the ledger refuses stays in its cell, with the reason', async () => {
  const { page, context } = await sample.visit(desk, 'en-US')
  await signIn(page, 'manager')
  const { me } = await ownProjects(page)
  await opened(page, '/projects?zone=jiaocheng', cell(1))
  const answer = await page.request.get('/api/v1/records/project?zone=jiaocheng&sort=project_no')
  const all = ((await answer.json()) as { records: Listed[] }).records
  const row = all.findIndex((one) => one.fields['manager'] !== me)
  await page.locator(cell(row)).focus()
  await page.keyboard.press('Enter')
  await page.fill('[data-test=cell]', '9.99')
  await page.keyboard.press('Enter')
  await page.check('[data-test=change]')
  await page.fill('[data-test=unsent] [data-test=source]', 'no paper of ours')
  await page.click('[data-test=unsent] [data-test=send]')
  await page.waitForSelector(`[data-refused="${all[row]?.id}"] [role=alert]`)
  expect(await page.locator('td.unsent').count()).toBe(1)
  expect(await seriousFaults(page)).toEqual([])
  await page.click('[data-test=drop]')
  expect(await page.locator('td.unsent').count()).toBe(0)
  await context.close()
})

it('a phone reads the list, and says where cells are written', async () => {
  const { page, context } = await sample.visit(phone, 'en-US')
  await signIn(page, 'manager')
  await opened(page, '/projects?zone=jiaocheng', 'table.x tbody tr')
  expect(await page.locator('[data-cell]').count()).toBe(0)
  await page.waitForSelector('text=At a desk, cells can be written in place')
  await context.close()
})
