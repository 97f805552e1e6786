// A sample ledger of its own and the server beside it, for as long as a file of tests runs; and a
// browser to look at it.

import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import type { Browser } from 'playwright-core'

import { openBrowser, visit, type Visit } from './browser'

const root = resolve(__dirname, '../..')
const program = process.env['ZONEBOOK'] ?? join(root, 'build/zonebook')

interface Running {
  address: string
  stop: () => Promise<void>
}

export interface Sample {
  address: () => string
  visit: (
    viewport: { width: number; height: number },
    locale?: 'zh-CN' | 'en-US',
  ) => Promise<Visit>
}

// For a file of tests: begun before the first of them, ended after the last. Whatever a test is about, an
// error in the console of one of its pages fails it.
export function useSample(language: 'zh' | 'en' = 'zh'): Sample {
  let server: Running | undefined
  let browser: Browser | undefined
  const visits: Visit[] = []
  beforeAll(async () => {
    server = await serveSample(language)
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })
  afterEach(() => {
    expect(visits.splice(0).flatMap((one) => one.errors)).toEqual([])
  })
  return {
    address: () => server!.address,
    visit: async (viewport, locale) => {
      const made = await visit(browser!, server!.address, viewport, locale)
      visits.push(made)
      return made
    },
  }
}

async function serveSample(language: 'zh' | 'en' = 'zh'): Promise<Running> {
  const data = mkdtempSync(join(tmpdir(), 'zonebook-browser-'))
  const made = spawnSync(program, ['--language', language, 'sample', '--data', data], { cwd: root })
  if (made.status !== 0) throw new Error(`no sample: ${made.stderr}`)
  const server = spawn(
    program,
    ['serve', '--data', data, '--listen', '127.0.0.1:0', '--web', join(root, 'web/dist')],
    { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] }, // a log that nobody reads would stop it
  )
  const address = await addressOf(server)
  return { address, stop: () => stop(server, data) }
}

// It says where it listens once it does.
function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let said = ''
    server.stdout?.on('data', (bytes: Buffer) => {
      said += bytes.toString()
      const at = /https?:\/\/[\d.:[\]]+/.exec(said)
      if (at) found(at[0])
    })
    server.on('exit', () => failed(new Error(`the server ended: ${said}`)))
  })
}

function stop(server: ChildProcess, data: string): Promise<void> {
  return new Promise((done) => {
    server.removeAllListeners('exit')
    server.on('exit', () => {
      rmSync(data, { recursive: true, force: true })
      done()
    })
    server.kill('SIGTERM')
  })
}
