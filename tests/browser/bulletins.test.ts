// A text held against the ledger through the pages: the sample's draft with its three planted troubles,
// the page that the year was made from, what is kept and closed; and a message that becomes an entry only
// once it is confirmed. What was written is asked of the ledger.

import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import type { Page } from 'playwright-core'

import { desk, phone, seriousFaults, settled, signIn } from './browser'
import { useSample } from './server'

const sample = useSample()

const root = resolve(__dirname, '../..')
const draft = readFileSync(join(root, 'model/sample/draft.txt'), 'utf8')
const wholePage = join(root, '../shared/goldset/bulletin-page.txt')
const newText = '/bulletins/new/check?zone=jiaocheng&asof=2023-12-31'

interface Listed {
  count: number
  records: { id: string; fields: Record<string, unknown> }[]
}

async function listed(page: Page, register: string): Promise<Listed> {
  const query = 'zone=jiaocheng&valid=2024-01-15&limit=1000&count=true'
  const answer = await page.request.get(`/api/v1/records/${register}?${query}`)
  return (await answer.json()) as Listed
}

async function check(page: Page, text: string, address = newText): Promise<void> {
  await page.goto(address)
  await page.fill('[data-test=text]', text)
  await page.click('[data-test=go]')
  await page.waitForSelector('[data-test=counts]')
  await settled(page)
}

async function overflow(page: Page): Promise<number> {
  return page.evaluate(
    () => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth))
}

// What a person is told to look at: the kind, and the figures as the text has them.
const troubles = (page: Page) =>
  page.locator('[data-trouble]').evaluateAll((all) => all.map((one) => [
    one.getAttribute('data-trouble'),
    [...one.querySelectorAll('[data-of] b')].map((name) => name.textContent?.trim()),
  ]))

describe.each([
  ['1440', desk, 'zh-CN'],
  ['390', phone, 'zh-CN'],
  ['1440', desk, 'en-US'],
  ['390', phone, 'en-US'],
] as const)('at %s', (_, size, locale) => {
  it(`the draft has exactly its three troubles (${locale})`, async () => {
    const { page, context, errors } = await sample.visit(size, locale)
    await signIn(page, 'editor')
    await check(page, draft)
    expect(await troubles(page)).toEqual([
      ['differs', ['11.36 亿元']], ['one_name', ['100%', '66.7%']], ['unsupported', ['1200 人', '9 场']],
    ])
    expect(await page.textContent('[data-test=agreeing]')).toBe('24')
    const ways = await page.textContent('[data-trouble=differs] [data-test=ways]')
    for (const part of ['0.27', '2.03', '2.30']) expect(ways).toContain(part)
    const sides = page.locator('[data-trouble=one_name] [data-test=sides]')
    const first = sides.locator('[data-definition=batch_signed_start_rate]')
    expect(await first.textContent()).toContain('100.0')
    const second = sides.locator('[data-definition=signed_outside_start_rate]')
    expect(await second.textContent()).toContain('66.7')
    expect(await seriousFaults(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
    if (size === phone) await page.click('[data-form=text]')
    expect(await page.locator('[data-mark][data-verdict=differs]').textContent()).toContain('11.36')
    expect(await page.locator('[data-mark]').count()).toBe(28)
    expect(await seriousFaults(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
    expect((await listed(page, 'bulletin')).count).toBe(0) // nothing is written by a check
    expect(errors).toEqual([])
    await context.close()
  })
})

it('the keys go from trouble to trouble, and a link leads to the very pair', async () => {
  const { page, context, errors } = await sample.visit(desk)
  await signIn(page, 'editor')
  await check(page, draft)
  const chosen: (string | null)[] = []
  for (let i = 0; i < 4; i++) {
    await page.keyboard.press('n')
    await page.waitForSelector('.mk.on')
    chosen.push(await page.locator('.mk.on').textContent())
  }
  expect(chosen.map((one) => one?.replace(/\d+$/, ''))).toEqual(['11.36 亿元', '100%', '66.7%', '1200 人'])
  await page.keyboard.press('Shift+N')
  expect(page.url()).toMatch(/n=\d+/)

  await page.click('[data-trouble=differs] [data-test=way]') // as known then
  await page.waitForSelector('[data-test=headline]')
  expect(await page.textContent('[data-test=headline]')).toBe('11.36')
  expect(page.url()).toContain('known=2023-12-')
  await page.goBack()
  await page.click('[data-trouble=differs] [data-test=see-records]') // the text is still there
  await page.waitForSelector('[data-test=headline]')
  expect(await page.textContent('[data-test=headline]')).toBe('11.63')
  expect(errors).toEqual([])
  await context.close()
})

it('what agreed with an earlier knowledge agrees at that knowledge', async () => {
  const { page, context } = await sample.visit(desk)
  await signIn(page, 'editor')
  await check(page, draft, `${newText}&known=2023-12-20`)
  const started = page.locator('[data-mark]', { hasText: '11.36' })
  expect(await started.getAttribute('data-verdict')).toBe('agrees')
  expect(await page.locator('[data-test=keep]').count()).toBe(0) // nothing is written in the past
  await context.close()
})

it('a wording is mended, noted and taken back', async () => {
  const { page, context } = await sample.visit(desk)
  await signIn(page, 'editor')
  await check(page, draft)
  await page.click('[data-trouble=differs] [data-test=mend]')
  await page.waitForSelector('[data-trouble=differs]', { state: 'detached' })
  expect(await page.textContent('[data-test=agreeing]')).toBe('25')
  expect(await page.textContent('[data-test=fixes]')).toContain('11.36 亿元')
  await page.keyboard.press('z')
  await page.waitForSelector('[data-trouble=differs]')
  await context.close()
})

it('a file is read in the page', async () => {
  const { page, context } = await sample.visit(desk)
  await signIn(page, 'editor')
  await page.goto(newText)
  const give = (name: string, text: string): Promise<void> =>
    page.setInputFiles('[data-test=file]', { name, mimeType: 'text/plain', buffer: Buffer.from(text) })
  await page.waitForSelector('[data-test=text]')
  await give('a.pdf', '%PDF-1.7')
  await page.waitForSelector('[data-test=unreadable]')
  await give('a.html', '<h1>工作情况</h1><p>2023年开工一批总投资11.36亿元。</p>')
  await page.waitForSelector('[data-test=unreadable]', { state: 'detached' })
  await page.click('[data-test=go]')
  await page.waitForSelector('[data-trouble=differs]')
  await context.close()
})

it.skipIf(!existsSync(wholePage))('the whole page agrees with the year, 38 of 38', async () => {
  const { page, context, errors } = await sample.visit(desk)
  await signIn(page, 'province')
  await check(page, readFileSync(wholePage, 'utf8'), '/bulletins/new/check?zone=shanxi&asof=2023-12-31')
  expect(await page.textContent('[data-test=agreeing]')).toBe('38')
  expect(await page.locator('[data-mark]').count()).toBe(38)
  expect(await page.locator('[data-trouble]').count()).toBe(0)
  expect(await page.locator('[data-row][data-verdict=agrees]').count()).toBe(38)
  const article = page.locator('[data-test=articles] option', { hasText: '提升人才队伍' })
  await page.selectOption('[data-test=articles]', (await article.getAttribute('value')) ?? '')
  const words = await page.textContent('[data-test=marked]')
  expect(words).toContain('11.63亿元')
  expect(words).not.toContain('神池')
  expect(await seriousFaults(page)).toEqual([])
  expect(errors).toEqual([])
  await context.close()
})

it('a text is kept, and a difference is closed with a reason and evidence; no figure moves', async () => {
  const { page, context, errors } = await sample.visit(desk)
  await signIn(page, 'editor')
  await check(page, draft)
  await page.click('[data-test=keep]')
  await page.fill('[data-test=keeping] [name=title]', '示例草稿')
  expect(await seriousFaults(page)).toEqual([])
  await page.click('[data-test=send-keep]')
  await page.waitForSelector('[data-test=left]')
  const kept = await listed(page, 'reported_figure')
  const statuses = kept.records.map((one) => one.fields['status'])
  expect([kept.count, statuses.filter((one) => one === 'open').length]).toEqual([28, 4])

  await page.click('[data-trouble=differs] [data-test=close]')
  expect(await page.isDisabled('[data-test=send-closing]')).toBe(true)
  await page.fill('[data-test=closing] [name=reason]', '引用了12月20日的快报')
  await page.fill('[data-test=closing] [name=evidence]', '示例快报第51期')
  expect(await seriousFaults(page)).toEqual([])
  await page.click('[data-test=send-closing]')
  await page.waitForSelector('[data-trouble=differs] [data-test=closed]')
  const wrong = (await listed(page, 'reported_figure')).records
    .find((one) => one.fields['wording'] === '11.36 亿元')
  expect(wrong?.fields).toMatchObject({ status: 'differs', reason: '引用了12月20日的快报' })
  const amount = await page.request.get(
    '/api/v1/figures?indicator=batch_started_amount&zone=jiaocheng&period=2023&parts=answer')
  expect(await amount.text()).toContain('"shown":"11.63"')

  await page.click('.crumb a')
  const row = page.locator('[data-bulletin]', { hasText: '示例草稿' })
  await row.waitFor()
  expect(await row.textContent()).toContain('一致 24')
  expect(await row.textContent()).toContain('未核 3')
  expect(await row.textContent()).toContain('不一致 1')
  expect(await seriousFaults(page)).toEqual([])
  await row.locator('a').click()
  await page.waitForSelector('[data-test=closed]')
  expect(page.url()).toContain('asof=2023-12-31')
  expect(errors).toEqual([])
  await context.close()
})

describe.each([
  ['1440', desk],
  ['390', phone],
] as const)('at %s', (_, size) => {
  it('a message becomes an entry once it is confirmed, and not before', async () => {
    const { page, context, errors } = await sample.visit(size)
    await signIn(page, 'manager')
    const before = [await listed(page, 'progress'), await listed(page, 'difficulty')]
    const text = '示例项目07 主体钢构完成60%，本月投800万，用电还没批'
    await page.goto('/message?zone=jiaocheng')
    await page.fill('[data-test=message-text]', text)
    await page.click('[data-test=read-message]')
    await page.waitForSelector('[data-draft=progress]')
    const marks = await page.locator('[data-test=read-as] mark').allTextContents()
    for (const part of ['示例项目07', '800万', '用电还没批']) expect(marks).toContain(part)
    expect(await page.textContent('[data-draft=progress] [data-read=reporter]')).toContain('按登录的人')
    expect(await seriousFaults(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
    expect([await listed(page, 'progress'), await listed(page, 'difficulty')]).toEqual(before)

    await page.click('[data-test=confirm]')
    if (size === phone) { // the month has its entry from the desk: it is said, and nothing is half done
      await page.waitForSelector('[data-test=message-problem]')
      expect(await page.textContent('[data-test=message-problem]')).toContain('月度进展')
      expect([await listed(page, 'progress'), await listed(page, 'difficulty')]).toEqual(before)
      await context.close()
      return
    }
    await page.waitForSelector('[data-test=written]')
    const [progress, difficulty] = before
    expect((await listed(page, 'progress')).count).toBe((progress?.count ?? 0) + 1)
    expect((await listed(page, 'difficulty')).count).toBe((difficulty?.count ?? 0) + 1)
    const old = new Set(progress?.records.map((one) => one.id))
    const made = (await listed(page, 'progress')).records.find((one) => !old.has(one.id))
    expect(Number(made?.fields['percent'])).toBe(60)
    expect(made?.fields['invested']).toBe(800000000)
    const history = await page.request.get(`/api/v1/records/progress/${made?.id}/history`)
    expect(await history.text()).toContain(text) // the message is its source
    expect(await seriousFaults(page)).toEqual([])
    expect(errors).toEqual([])
    await context.close()
  })
})

it('the fourth step of the proof leads to the draft with its troubles', async () => {
  const { page, context } = await sample.visit(desk)
  await signIn(page, 'leader')
  await page.click('[data-test=proof-4]')
  await page.waitForSelector('[data-trouble=differs]')
  expect(await page.locator('[data-trouble]').count()).toBe(3)
  await context.close()
})
