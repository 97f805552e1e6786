// Journey C: a dirty sheet is looked at, explained, mended and entered; what is exported and imported
// again changes nothing. What became of it is asked of the ledger.

import type { Page } from 'playwright-core'

import { addProject, desk, opened, phone, seriousFaults, settled, signIn } from './browser'
import { useSample } from './server'

const sample = useSample()

interface Listed {
  id: string
  fields: Record<string, unknown>
}
interface Entry {
  seq: number
  source: string
  reason: string
  changes: { kind: string }[]
}

async function ask<T>(page: Page, path: string): Promise<T> {
  const answer = await page.request.get(`/api/v1${path}`)
  expect({ path, status: answer.status() }).toEqual({ path, status: 200 })
  return (await answer.json()) as T
}
async function projectOf(page: Page, no: string): Promise<Listed | undefined> {
  const filter = encodeURIComponent(`project_no = "${no}"`)
  const told = await ask<{ records: Listed[] }>(page, `/records/project?zone=jiaocheng&filter=${filter}`)
  return told.records[0]
}
const historyOf = async (page: Page, id: string): Promise<Entry[]> =>
  (await ask<{ entries: Entry[] }>(page, `/records/project/${id}/history`)).entries
// Since when each zone knows what it knows: the same before and after where nothing was written.
const known = async (page: Page): Promise<unknown> =>
  (await ask<{ read: { now: unknown } }>(page, '/records/project?zone=jiaocheng&limit=1')).read.now

const heads = '公开范围,项目类型,资金来源地,阶段,红黄绿灯,首报日期,项目经理,随手记'
function sheetOf(me: string, light: string, prefix: string): string {
  const rest = (lamp: string, day: string): string => `公开,工业,省外境内,线索,${lamp},${day},${me},看着办`
  return [
    '示例开发区2024年项目台账',
    '填报单位：示例开发区,,,单位：万元',
    `项目编号,项目名称*,盘子,${heads}`,
    `${prefix}-0,示例项目${prefix}-0,"20,300",${rest('绿灯', '2024-01-12')}`,
    `${prefix}-1,示例导入甲,"1,500",${rest('绿灯', '2024年1月12日')}`,
    `${prefix}-2,示例导入乙,约3亿,${rest(light, '2024.1.12')}`,
    '合计,,21800',
    '注：以上均为示例。',
    '',
  ].join('\r\n')
}
async function choose(page: Page, name: string, text: string | Buffer): Promise<void> {
  const buffer = typeof text === 'string' ? Buffer.from(text) : text
  await page.setInputFiles('[data-test=file]', { name, mimeType: 'text/csv', buffer })
  await seen(page)
}
// Until the preview has come, with its rows.
async function seen(page: Page): Promise<void> {
  await page.waitForSelector('[data-test=rows]')
  await settled(page)
}
async function lookAgain(page: Page): Promise<void> {
  await page.click('[data-test=look]')
  await page.waitForSelector('[data-test=look]', { state: 'detached' })
  await seen(page)
}
const count = (page: Page, state: string): Promise<string | null> =>
  page.textContent(`[data-show=${state}] b`)

async function meOf(page: Page): Promise<string> {
  return (await ask<{ me: string }>(page, '/me')).me
}

it('a dirty sheet is looked at, mended and entered, and the ledger has it', async () => {
  const { page, context, errors } = await sample.visit(desk)
  await signIn(page, 'manager')
  const me = await meOf(page)
  const standing = await addProject(page, 'C-0')
  await opened(page, '/projects?zone=jiaocheng', 'table.x tbody tr')
  await page.click('[data-test=import]')
  await page.waitForSelector('[data-test=drop]')
  expect(new URL(page.url()).pathname).toBe('/import/project')
  expect(await seriousFaults(page)).toEqual([])
  const before = await known(page)

  // what is wrong is shown first: which cell, and why
  await choose(page, '示例盘点.csv', sheetOf(me, '蓝灯', 'C'))
  expect(await count(page, 'all')).toBe('3')
  const wrong = page.locator('[data-row="CSV!6"][data-state=rejected]')
  expect(await wrong.textContent()).toContain('CSV 第 6 行')
  expect(await wrong.textContent()).toContain('H6')
  expect(await wrong.textContent()).toContain('蓝灯')
  expect(await page.isDisabled('[data-test=write]')).toBe(true)
  expect(await seriousFaults(page)).toEqual([])

  // two heads that nobody knows are explained; then the amount of C-0 differs, and is asked about
  await page.selectOption('[data-column=盘子] select', 'total_investment')
  await page.selectOption('[data-column=随手记] select', '-')
  await lookAgain(page)
  expect(await count(page, 'differs')).toBe('1')
  await page.check('[data-test=correct]')
  await page.fill('[data-test=source]', '示例盘点表第1页')
  await lookAgain(page)
  await page.click('[data-show=corrected]')
  const amount = page.locator('[data-row="CSV!4"] [data-cell=C4]')
  await amount.waitFor()
  expect(await amount.locator('del').textContent()).toBe('1.00 亿元')
  expect(await amount.locator('ins').textContent()).toBe('2.03 亿元')
  if (process.env['ZONEBOOK_SHOTS']) {
    await page.click('[data-show=all]')
    await settled(page)
    await page.screenshot({ path: `${process.env['ZONEBOOK_SHOTS']}/import.png`, fullPage: false })
    await page.locator('[data-test=rows]').scrollIntoViewIfNeeded()
    await page.screenshot({ path: `${process.env['ZONEBOOK_SHOTS']}/import-rows.png` })
  }

  // a page that is opened anew goes on where it was
  await page.reload()
  await seen(page)
  expect(await page.inputValue('[data-test=source]')).toBe('示例盘点表第1页')
  await choose(page, '示例盘点.csv', sheetOf(me, '绿灯', 'C'))
  await page.waitForSelector('[data-show=rejected]', { state: 'detached' })
  expect([await count(page, 'added'), await count(page, 'corrected')]).toEqual(['2', '1'])
  expect(await known(page)).toEqual(before) // nothing has been written yet
  await page.keyboard.press('Control+Enter')
  await page.waitForSelector('[data-test=receipt]')
  expect(await page.textContent('[data-test=receipt]')).toContain('已记 3 行')
  expect(await seriousFaults(page)).toEqual([])
  if (process.env['ZONEBOOK_SHOTS']) {
    await page.screenshot({ path: `${process.env['ZONEBOOK_SHOTS']}/import-receipt.png` })
  }

  const added = await projectOf(page, 'C-1')
  expect(added?.fields).toMatchObject({
    name: '示例导入甲', total_investment: 1500000000, reported_on: '2024-01-12', manager: me,
  })
  const vague = await projectOf(page, 'C-2')
  expect(vague?.fields['total_investment'] ?? null).toBeNull() // 约3亿 is no number
  expect((await historyOf(page, vague?.id ?? ''))[0]?.reason).toContain('约3亿')
  const corrected = await historyOf(page, standing)
  expect(corrected.map((one) => one.changes.map((change) => change.kind))).toEqual([['create'], ['correct']])
  expect(corrected[1]?.source).toBe('示例盘点表第1页')
  expect((await projectOf(page, 'C-0'))?.fields['total_investment']).toBe(20300000000)

  await page.click('[data-test=to-list]')
  await page.waitForURL((url) => url.pathname === '/projects')
  expect(errors).toEqual([])
  await context.close()
})

it('what is exported and imported again changes nothing, nor does the same sheet', async () => {
  const { page, context, errors } = await sample.visit(desk)
  await signIn(page, 'manager')
  const me = await meOf(page)
  await opened(page, '/projects?zone=jiaocheng', 'table.x tbody tr')
  const before = await known(page)
  const link = await page.getAttribute('[data-test=export]', 'href')
  const exported = await (await page.request.get(link ?? '')).body()
  await page.click('[data-test=import]')
  await choose(page, '项目.xlsx', exported)
  expect(await page.textContent('[data-test=unchanged]')).toContain('没有变化')
  expect(await count(page, 'all')).toBe(await count(page, 'unchanged'))
  expect(await page.isDisabled('[data-test=write]')).toBe(true)
  expect(await seriousFaults(page)).toEqual([])

  // the heads that were explained once are remembered
  await choose(page, '示例盘点.csv', sheetOf(me, '绿灯', 'C'))
  await page.waitForSelector('[data-test=unchanged]')
  expect(await count(page, 'unchanged')).toBe('3')
  expect(await page.textContent('[data-test=columns]')).toContain('都认得')
  expect(await page.textContent('[data-test=notes]')).toContain('盘子=计划总投资')
  expect(await known(page)).toEqual(before)
  expect(errors).toEqual([])
  await context.close()
})

it('whoever wrote since is named, and it is looked at again', async () => {
  const { page, context, errors } = await sample.visit(desk)
  await signIn(page, 'manager')
  const me = await meOf(page)
  const id = await addProject(page, 'D-0')
  await page.goto('/import/project?zone=jiaocheng')
  await choose(page, '示例红灯.csv', '项目编号,红黄绿灯\r\nD-0,红灯\r\n')
  await page.check('[data-test=correct]')
  await lookAgain(page)
  const { csrf } = await ask<{ csrf: string }>(page, '/me')
  const answer = await page.request.post('/api/v1/entries', {
    headers: { 'X-CSRF-Token': csrf },
    data: {
      zone: 'jiaocheng', source: '示例',
      changes: [{ kind: 'change', register: 'project', id, valid_from: '2024-01-15', fields: { name: '示例改名' } }],
    },
  })
  expect(answer.status()).toBe(201)
  await page.click('[data-test=write]')
  await page.waitForSelector('[data-test=problem]')
  expect(await page.textContent('[data-test=problem]')).toContain('预览之后有人写过')
  expect((await projectOf(page, 'D-0'))?.fields['light']).toBe('green')
  expect(await seriousFaults(page)).toEqual([])
  await page.click('[data-test=look-again]')
  await page.waitForSelector('[data-test=problem]', { state: 'detached' })
  await seen(page)
  await page.click('[data-test=write]')
  await page.waitForSelector('[data-test=receipt]')
  expect((await projectOf(page, 'D-0'))?.fields).toMatchObject({ light: 'red', name: '示例改名', manager: me })
  expect(errors).toEqual([])
  await context.close()
})

it('whoever leaves a preview is asked, and finds it again', async () => {
  const { page, context } = await sample.visit(desk)
  await signIn(page, 'manager')
  const me = await meOf(page)
  await opened(page, '/import/project?zone=jiaocheng', '[data-test=drop]')
  await choose(page, '示例盘点.csv', sheetOf(me, '绿灯', 'E'))
  const held = page.url()
  await page.click('.nav a[href^="/board"]')
  await page.waitForSelector('[data-test=leave]')
  expect(await seriousFaults(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.waitForSelector('[data-test=leave]', { state: 'detached' })
  expect(page.url()).toBe(held)
  await page.click('.nav a[href^="/board"]')
  await page.click('[data-test=leave-it]')
  await page.waitForURL((url) => url.pathname === '/board')
  await page.goBack()
  await seen(page)
  expect(await count(page, 'all')).toBe('3')
  await page.click('.nav a[href^="/board"]')
  await page.click('[data-test=drop-and-leave]')
  await page.waitForURL((url) => url.pathname === '/board')
  await page.goto(held)
  await page.waitForSelector('.state[role=alert]')
  await context.close()
})

it('a phone shows all of it in English, by keys alone', async () => {
  const { page, context, errors } = await sample.visit(phone, 'en-US')
  await signIn(page, 'manager')
  const me = await meOf(page)
  await opened(page, '/import/project?zone=jiaocheng', '[data-test=drop]')
  await page.focus('[data-test=file]')
  await choose(page, 'sample.csv', sheetOf(me, '蓝灯', 'F'))
  expect(await page.textContent('[data-state=rejected]')).toContain('H6')
  await page.focus('[data-show=all]')
  await page.keyboard.press('Enter')
  await page.waitForSelector('[data-row="CSV!5"]')
  await settled(page)
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(Math.max(0, over)).toBe(0)
  expect(await seriousFaults(page)).toEqual([])
  if (process.env['ZONEBOOK_SHOTS']) {
    await page.screenshot({ path: `${process.env['ZONEBOOK_SHOTS']}/import-390.png`, fullPage: true })
  }
  expect(errors).toEqual([])
  await context.close()
})

it('whoever may not write is offered no import, and is told why where the address is known', async () => {
  const { page, context } = await sample.visit(desk)
  await signIn(page, 'leader')
  await opened(page, '/projects?zone=jiaocheng', 'table.x tbody tr')
  expect(await page.locator('[data-test=import]').count()).toBe(0)
  await page.goto('/import/project?zone=jiaocheng')
  await page.waitForSelector('text=您不能往这本登记簿里导入')
  await context.close()
})
