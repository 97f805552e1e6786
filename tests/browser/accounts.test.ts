// Accounts: opened, granted, invited by a link; its owner sets a password and a second factor, and comes
// in with both. In two languages, at both sizes.

import { createHmac } from 'node:crypto'

import { desk, opened, phone, seriousFaults, settled, signIn } from './browser'
import { useSample } from './server'

const sample = useSample()

// RFC 6238, six digits, 30 s; of a base32 secret.
function codeOf(secret: string, step: number): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret].map((one) => letters.indexOf(one).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigInt64BE(BigInt(step))
  const digest = createHmac('sha1', key).update(counter).digest()
  const at = digest[19]! & 15
  const number = (digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000
  return String(number).padStart(6, '0')
}
const stepNow = (): number => Math.floor(Date.now() / 30_000)
const password = 'a sentence that is remembered'

it('from the opening of an account to signing in with a second factor', async () => {
  const admin = await sample.visit(desk)
  await signIn(admin.page, 'administrator')
  await admin.page.click('[data-test=open-account]')
  await admin.page.fill('[data-test=new-account] [name=login]', 'wang')
  await admin.page.fill('[data-test=new-account] [name=name]', '示例人员99')
  await admin.page.click('[data-test=new-account] [type=submit]')
  await admin.page.selectOption('[data-test=new-grant] [name=role]', 'manager')
  await admin.page.click('[data-test=new-grant] [type=submit]')
  await admin.page.click('[data-test=make-link]')
  const link = await admin.page.inputValue('[data-test=link]')
  expect(link).toContain('/invitation#')

  const { page, context } = await sample.visit(desk, 'en-US')
  await page.goto(link)
  await page.waitForSelector('text=示例人员99, please set a password')
  expect(await seriousFaults(page)).toEqual([])
  await page.fill('[name=password]', password)
  await page.fill('[name=again]', 'another one entirely')
  expect(await page.isDisabled('[data-test=accept] [type=submit]')).toBe(true)
  await page.fill('[name=again]', password)
  await page.click('[data-test=accept] [type=submit]')
  await page.waitForURL(/\/todo/)

  await page.click('[data-test=user]')
  await page.click('[data-test=own]')
  await page.fill('[data-test=factor] [type=password]', password)
  await page.click('[data-test=factor] [type=submit]')
  const secret = (await page.textContent('[data-test=secret]'))!.trim()
  expect(await page.locator('[data-test=factor] svg.qr path').count()).toBe(1)
  await page.fill('[data-test=factor] [name=code]', '000000')
  await page.click('[data-test=confirm]')
  await page.waitForSelector('[data-test=factor] [role=alert]')
  await page.fill('[data-test=factor] [name=code]', codeOf(secret, stepNow()))
  await page.click('[data-test=confirm]')
  await page.waitForSelector('text=The second factor is in use')

  await page.click('[data-test=user]')
  await page.click('[data-test=sign-out]')
  await page.click('[data-test=by-name]')
  await page.fill('[name=login]', 'wang')
  await page.fill('[name=password]', password)
  await page.click('.form [type=submit]')
  await page.fill('[name=code]', codeOf(secret, stepNow() + 1)) // a code is used once
  await page.click('.form [type=submit]')
  await page.waitForURL(/\/todo/)

  // a role that is revoked is gone with the next request
  const line = admin.page.locator('[data-account=wang]')
  await admin.page.goto('/accounts')
  await line.locator('[data-test=revoke]').click()
  expect(await line.locator('[data-test=revoke]').textContent()).toBe('确认收回')
  await line.locator('[data-test=revoke]').click()
  await line.locator('text=还没有角色').waitFor()
  const me = (await (await page.request.get('/api/v1/me')).json()) as { grants: unknown[] }
  expect(me.grants).toEqual([])

  // so is an account that is closed
  await line.locator('[data-test=close-account]').click()
  await line.locator('[data-test=close-account]').click()
  await line.waitFor({ state: 'detached' })
  expect((await page.request.get('/api/v1/me')).status()).toBe(401)
  await admin.context.close()
  await context.close()
})

it('a refusal of the server stands where it was asked', async () => {
  const { page, context } = await sample.visit(desk)
  await signIn(page, 'administrator')
  await page.click('[data-test=open-account]')
  await page.fill('[data-test=new-account] [name=login]', 'leader')
  await page.fill('[data-test=new-account] [name=name]', '示例人员98')
  await page.click('[data-test=new-account] [type=submit]')
  await page.locator('[data-test=new-account] [role=alert]', { hasText: 'leader' }).waitFor()
  await context.close()
})

it('who manages no accounts is not offered them', async () => {
  const { page, context } = await sample.visit(desk)
  await signIn(page, 'statistician')
  await settled(page)
  expect(await page.locator('.nav a[href^="/accounts"]').count()).toBe(0)
  await page.goto('/accounts')
  await page.waitForSelector('.state[role=alert]')
  await context.close()
})

it.each([
  ['1440', desk],
  ['390', phone],
])('no serious fault at %s, and no scrolling sideways', async (_, size) => {
  for (const locale of ['zh-CN', 'en-US'] as const) {
    const { page, context } = await sample.visit(size, locale)
    await signIn(page, 'administrator')
    await opened(page, '/accounts', '[data-account=clerk]')
    expect(await seriousFaults(page)).toEqual([])
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(Math.max(0, over)).toBe(0)
    await page.click('[data-account=clerk] [data-test=grant]')
    await page.waitForSelector('[data-test=new-grant]')
    expect(await seriousFaults(page)).toEqual([])
    await context.close()
  }
})
