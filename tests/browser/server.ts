// A sample ledger of its own and the server beside it, for as long as a file of tests runs.

import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(__dirname, '../..')
const program = process.env['ZONEBOOK'] ?? join(root, 'build/zonebook')

export interface Running {
  address: string
  stop: () => Promise<void>
}

export async function serveSample(language: 'zh' | 'en' = 'zh'): Promise<Running> {
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
