// That the tests see what the browser complains of: a script's error, an error in the console, and what
// the server's policy of contents forbids.

import { desk } from './browser'
import { useSample } from './server'

const sample = useSample()

it('errors of a page are the visit’s, in every window of it', async () => {
  const { page, context, errors } = await sample.visit(desk)
  await page.goto('/sign-in')
  await page.waitForSelector('[data-card]')
  const other = await context.newPage()
  await other.goto('/sign-in')
  expect(errors).toEqual([])
  await other.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'document.title = "from nowhere"'
    document.body.append(script)
    console.error('said')
    setTimeout(() => { throw new Error('thrown') })
  })
  await expect.poll(() => errors.length).toBe(3)
  expect(await other.title()).not.toBe('from nowhere')
  expect(errors.join('\n')).toMatch(/Content Security Policy[^]*said[^]*thrown/)
  errors.length = 0
  await context.close()
})
