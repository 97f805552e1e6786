// Debian's Chromium, a page of a certain width and language, and what has to hold of every page: no
// error in its console, nothing that its policy of contents forbids, no serious fault that axe finds.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

export const desk = { width: 1440, height: 900 }
export const phone = { width: 390, height: 844 }

const require = createRequire(join(__dirname, '../../web/package.json'))
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
}

// Of answers that a test brings about: the browser notes each refusal and each dead connection.
const isOfAnswer = (said: string): boolean => said.startsWith('Failed to load resource:')

export interface Visit {
  page: Page
  context: BrowserContext
  errors: string[] // of scripts and of the console, of all its pages
}

export async function visit(
  browser: Browser,
  address: string,
  viewport: { width: number; height: number },
  locale: 'zh-CN' | 'en-US' = 'zh-CN',
): Promise<Visit> {
  const context = await browser.newContext({ viewport, locale, baseURL: address })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: address })
  const errors: string[] = []
  context.on('page', (opened) => {
    opened.on('pageerror', (error) => errors.push(error.message))
    opened.on('console', (said) => {
      if (said.type() === 'error' && !isOfAnswer(said.text())) errors.push(said.text())
    })
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  return { page, context, errors }
}

export async function signIn(page: Page, card: string): Promise<void> {
  await page.goto('/sign-in')
  await page.click(`[data-card="${card}"]`)
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

// A project of the manager's that no report cites, so that its amounts need no second person.
export async function addProject(page: Page, projectNo: string): Promise<string> {
  const me = (await (await page.request.get('/api/v1/me')).json()) as { me: string; csrf: string }
  const answer = await page.request.post('/api/v1/entries', {
    headers: { 'X-CSRF-Token': me.csrf },
    data: {
      zone: 'jiaocheng',
      source: '示例线索单',
      changes: [{
        kind: 'create', register: 'project', id: 'new:p', valid_from: '2024-01-12',
        fields: {
          name: `示例项目${projectNo}`, project_no: projectNo, disclosure: 'open', stage: 'lead',
          light: 'green', kind_of_project: 'industry', investor_origin: 'province_out',
          manager: me.me, reported_on: '2024-01-12', total_investment: 10000000000,
        },
      }],
    },
  })
  if (answer.status() !== 201) throw new Error(await answer.text())
  return ((await answer.json()) as { made: Record<string, string> }).made['new:p'] ?? ''
}

// Once what is asked for has come: nothing has been awaited for a moment. (The stream of events never
// ends, so the network is never idle.)
export async function settled(page: Page): Promise<void> {
  await page.waitForSelector('h1, .state')
  await page.waitForFunction(() => {
    const since = window as unknown as { quietSince?: number }
    const waits = document.querySelector('.lines[role=status], .older') !== null
    if (waits || since.quietSince === undefined) since.quietSince = performance.now()
    return performance.now() - since.quietSince > 300
  })
}

// Opens a page and holds it to be what it should: a title, nothing refused or failed, and `proof`, a
// part that is there only once the page has what it is about.
export async function opened(page: Page, address: string, proof: string): Promise<void> {
  await page.goto(address)
  await settled(page)
  const said = await page.locator('.state[role=alert]').allTextContents()
  if (said.length) throw new Error(`${address} says: ${said.join(' / ')}`)
  const title = (await page.locator('h1').first().textContent())?.trim()
  if (!title) throw new Error(`${address} has no title`)
  if (!(await page.locator(proof).first().isVisible())) {
    throw new Error(`${address} (${title}) has no ${proof}`)
  }
}

export interface Fault {
  id: string
  impact: string
  nodes: string[]
}

export async function seriousFaults(page: Page): Promise<Fault[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    interface Found {
      id: string
      impact?: string
      nodes: { html: string }[]
    }
    const { axe: tool } = window as unknown as {
      axe: { run: () => Promise<{ violations: Found[] }> }
    }
    const { violations } = await tool.run()
    return violations
      .filter((one) => one.impact === 'serious' || one.impact === 'critical')
      .map((one) => ({
        id: one.id,
        impact: one.impact ?? '',
        nodes: one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)),
      }))
  })
}
