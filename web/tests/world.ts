// A small world for pages: a model, a person, and a server whose answers a test gives by path.

import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { vi } from 'vitest'
import { defineComponent, h, type Component } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'

import type { Field, FieldType, Indicator, Model, Register } from '@/api/model'
import type { LedgerRecord } from '@/api/records'
import type { Me } from '@/api/session'
import { i18n } from '@/i18n'
import { loadModel } from '@/state/model'
import { session } from '@/state/session'

export function field(name: string, type: FieldType, more: Partial<Field> = {}): Field {
  const label = { zh: name, en: name }
  return {
    name, type, label, about: { zh: '', en: '' }, source: '', required: false, removed: false,
    event: false, personal: false, scale: 0, unit: '', choices: [], to: '', ...more,
  }
}

export function register(name: string, fields: Field[], title = 'name'): Register {
  const label = { zh: name, en: name }
  return {
    name, label, about: '', source: '', owner: '', root_only: false, fields, key: [], track: null,
    views: { list: fields.map((one) => one.name), form: [], title, search: [] },
  }
}

export function indicator(id: string, more: Partial<Indicator> = {}): Indicator {
  return {
    id, label: { zh: id, en: id }, sentence: { zh: id, en: id }, source: '', unit: '个', scale: 0,
    kind: 'flow', register: 'project', event: 'started_on', sum: null, once_per: null,
    read: 'event', where: null, condition: null, cohort: null, ...more,
  }
}

export function record(id: string, title: string, fields: LedgerRecord['fields']): LedgerRecord {
  return {
    id, title, valid_from: '2023-01-01', valid_to: '9999-12-31', kind: 'create',
    known: '2023-01-02T00:00:00Z', fields, titles: {},
  }
}

const choices = ['reserve', 'signed', 'started'].map((value) => ({
  value, label: { zh: value, en: value }, closed: false,
}))
export const project = register('project', [
  field('name', 'text', { required: true }),
  field('stage', 'choice', { choices }),
  field('signed_on', 'date', { event: true }),
  field('started_on', 'date', { event: true }),
  field('total_investment', 'money', { unit: '亿元' }),
  field('manager', 'reference', { to: 'staff' }),
])
export const staff = register('staff', [field('name', 'text')])
export const entry = register(
  'batch_entry',
  [field('project', 'reference', { to: 'project' }), field('status', 'choice')],
  'project',
)
export const progress = register('progress', [
  field('project', 'reference', { to: 'project' }),
  field('month', 'month'),
  field('percent', 'decimal', { scale: 1 }),
  field('invested', 'money', { unit: '万元' }),
], 'month')

const figureStatuses = ['open', 'agrees', 'differs', 'explained', 'unsupported'].map((value) => ({
  value, label: { zh: value, en: value }, closed: false,
}))
export const bulletin = register('bulletin', [
  field('title', 'text'), field('speaks_of', 'date'), field('status', 'choice'),
  field('content', 'long_text'),
], 'title')
export const reportedFigure = register('reported_figure', [
  field('bulletin', 'reference', { to: 'bulletin' }), field('wording', 'text'),
  field('definition', 'code'), field('status', 'choice', { choices: figureStatuses }),
  field('reason', 'long_text'), field('evidence', 'text'),
], 'wording')
export const difficulty = register('difficulty', [
  field('project', 'reference', { to: 'project', required: true }),
  field('content', 'long_text', { required: true }),
  field('reporter', 'reference', { to: 'staff', required: true }),
], 'content')

const stage = (value: string, date_field: string, limit_days: number | null) =>
  ({ value, date_field, limit_days, needs: [], end: false })
const model: Model = {
  registers: [project, staff, entry, progress, bulletin, reportedFigure, difficulty],
  tracks: [{
    name: 'project', label: { zh: '', en: '' }, register: 'project', stage_field: 'stage',
    stages: [stage('reserve', '', null), stage('signed', 'signed_on', 90),
      stage('started', 'started_on', 365)],
  }],
  indicators: [
    indicator('value', { unit: '亿元', scale: 2, sum: 'project.expected_output' }),
    indicator('value_rate', { unit: '%', scale: 1, kind: 'ratio', cohort: 'value',
      sum: 'project.expected_output' }),
    indicator('many'),
    indicator('many_rate', { unit: '%', scale: 1, kind: 'ratio', cohort: 'many' }),
    indicator('typed', { kind: 'typed', register: 'typed_figure', event: null, unit: '亿元', scale: 2 }),
  ],
}

const rights = { may: ['read', 'append', 'approve'], masked: [], hidden: [] }
export const me = {
  accounts: false, needs_second_factor: false, login: 'm', name: '示例人员01', me: 'z.1.1', home: 'z', figures: true, sample_day: '2024-01-15',
  grants: [], zones: [{ code: 'z', name: 'Z', parent: null }],
  registers: Object.fromEntries(
    ['project', 'staff', 'batch_entry', 'progress', 'proposal', 'bulletin', 'reported_figure',
      'difficulty'].map((name) => [name, rights]),
  ),
} as Me

export interface Sent {
  method: string
  path: string // below /api/v1
  query: URLSearchParams
  body: unknown
  language: string
}

// What the server says instead of an answer.
export const refusal = (status: number, code: string, detail = code): Response =>
  new Response(JSON.stringify({ status, code, detail }), {
    status, headers: { 'Content-Type': 'application/problem+json' },
  })

// What `answer` gives for a path is the body or the whole response; a promise is awaited, an Error ends
// the connection.
export function serve(answer: (asked: Sent) => unknown): Sent[] {
  const sent: Sent[] = []
  vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
    const url = new URL(address, 'http://z')
    const asked: Sent = {
      method: init.method ?? 'GET',
      path: url.pathname.replace('/api/v1', ''),
      query: url.searchParams,
      body: init.body instanceof FormData ? init.body : init.body ? JSON.parse(String(init.body)) : undefined,
      language: new Headers(init.headers).get('Accept-Language') ?? '',
    }
    sent.push(asked)
    const body = asked.path === '/model' ? model : asked.path === '/me' ? me : await answer(asked)
    if (body instanceof Error) throw body
    if (body instanceof Response) return body
    return new Response(JSON.stringify(body ?? {}), {
      headers: { 'Content-Type': 'application/json' },
    })
  })
  return sent
}

const names = ['project', 'projects', 'record', 'register', 'registers', 'figure', 'figures',
  'board', 'cockpit', 'todo', 'round', 'batches', 'accounts', 'import', 'bulletins', 'bulletin', 'check',
  'message']

export function routerAt(query: Record<string, string> = {}): Router {
  const nothing = { template: '<i />' }
  const routes = names.map((name) => ({
    path: `/${name}/:register?/:id?`, name, component: nothing,
  }))
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/', component: nothing }, ...routes],
  })
  void router.push({ path: '/', query })
  return router
}

export async function open(
  component: Component,
  props: Record<string, unknown> = {},
  query: Record<string, string> = {},
): Promise<VueWrapper> {
  await session.restore()
  await loadModel()
  const router = routerAt(query)
  await router.isReady()
  const wrapper = mount(component, {
    props, global: { plugins: [i18n, router] }, attachTo: document.body,
  })
  await flushPromises()
  return wrapper
}

// A composable in a component of its own.
export async function use<T>(composable: () => T, query: Record<string, string> = {}): Promise<T> {
  let told: T | undefined
  await open(defineComponent({ setup: () => ((told = composable()), () => h('i')) }), {}, query)
  return told as T
}
