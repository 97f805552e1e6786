// How the server is spoken to: JSON under /api/v1, errors as problems (RFC 9457). Everything that the
// screens know comes through here; who asks says what it wants by the types of api/wire.ts.

import { ref, shallowRef } from 'vue'

import { currentLanguage } from '@/i18n'

// Whether the last question found no server.
export const isOffline = ref(false)

// When the last entry of each zone came, as the latest answer that was read at now tells it.
export const lastEntries = shallowRef<Readonly<Record<string, string>>>({})

function noteLastEntries(told: unknown): void {
  const now = (told as { read?: { now?: Record<string, string> } } | undefined)?.read?.now
  if (now) lastEntries.value = { ...lastEntries.value, ...now }
}

// Why an answer did not come. `says` is the server's sentence in the reader's language; where there was
// no answer at all, the code is 'offline' and the page finds the words.
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly says: string,
    readonly field?: string,
    readonly body?: Readonly<Record<string, unknown>>,
  ) {
    super(says || code)
  }

  get isOffline(): boolean {
    return this.status === 0
  }
  get isUnknownUser(): boolean {
    return this.status === 401
  }
  get isRefused(): boolean {
    return this.status === 403
  }
  get isNotThere(): boolean {
    return this.status === 404
  }
}

// Proves to the server that a page of its own is writing (X-CSRF-Token); told with /me.
let token: string | undefined

export function giveToken(given: string | undefined): void {
  token = given
}

export type Query = Record<string, string | number | undefined>

export function addressOf(path: string, query: Query = {}): string {
  const given = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') given.set(name, String(value))
  }
  const asked = given.toString()
  return `/api/v1${path}${asked ? `?${asked}` : ''}`
}

export async function read<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  return send<T>('GET', addressOf(path, query), undefined, signal)
}

export async function write<T>(path: string, body?: unknown, headers: HeadersInit = {}): Promise<T> {
  return send<T>('POST', addressOf(path), body, undefined, headers)
}

// A file in a form, or nothing but the query.
export async function upload<T>(path: string, query: Query, form?: FormData): Promise<T> {
  return send<T>('POST', addressOf(path, query), form)
}

export async function remove(path: string): Promise<void> {
  await send('DELETE', addressOf(path))
}

async function send<T>(
  method: string,
  address: string,
  body?: unknown,
  signal?: AbortSignal,
  more: HeadersInit = {},
): Promise<T> {
  const headers = new Headers(more)
  headers.set('Accept', 'application/json')
  headers.set('Accept-Language', currentLanguage() === 'zh' ? 'zh-CN' : 'en')
  const isForm = body instanceof FormData // the browser writes its type, with the boundary
  if (body !== undefined && !isForm) headers.set('Content-Type', 'application/json')
  if (token && method !== 'GET') headers.set('X-CSRF-Token', token)
  const init: RequestInit = { method, headers, credentials: 'same-origin' }
  if (body !== undefined) init.body = isForm ? body : JSON.stringify(body)
  if (signal) init.signal = signal
  let answer: Response
  try {
    answer = await fetch(address, init)
  } catch (failed) {
    if (failed instanceof DOMException && failed.name === 'AbortError') throw failed
    isOffline.value = true
    throw new Problem(0, 'offline', '')
  }
  isOffline.value = false
  const told = await bodyOf(answer)
  if (!answer.ok) throw problemOf(answer, told)
  noteLastEntries(told)
  return told as T
}

async function bodyOf(answer: Response): Promise<unknown> {
  const kind = answer.headers.get('Content-Type') ?? ''
  if (answer.status === 204 || !kind.includes('json')) return undefined
  try {
    return await answer.json()
  } catch {
    throw new Problem(0, 'offline', '') // the connection broke off in the middle
  }
}

function problemOf(answer: Response, told: unknown): Problem {
  const body = (typeof told === 'object' && told !== null ? told : {}) as Record<string, unknown>
  const text = (name: string): string => (typeof body[name] === 'string' ? (body[name] as string) : '')
  return new Problem(
    answer.status,
    text('code') || `http.${answer.status}`,
    text('detail') || text('title'),
    text('field') || undefined,
    body,
  )
}
