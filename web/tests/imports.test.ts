// The import of a spreadsheet against a server that answers as each test says.

import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter, RouterView, type Router } from 'vue-router'

import { rowStates, type Import, type ImportRow, type RowState } from '@/api/imports'
import { i18n, setLanguage } from '@/i18n'
import ImportColumns from '@/pages/import/ImportColumns.vue'
import RowOf from '@/pages/import/ImportRow.vue'
import ImportPage from '@/pages/ImportPage.vue'
import RegisterList from '@/pages/register/RegisterList.vue'
import { inWords, placeOf, withLabels } from '@/state/import_words'
import { lackOf } from '@/state/importing'
import { loadModel } from '@/state/model'
import { session } from '@/state/session'
import { open, project, serve, type Sent } from './world'

enableAutoUnmount(afterEach)
beforeEach(() => localStorage.clear())
afterEach(async () => {
  await setLanguage('zh')
  vi.unstubAllGlobals()
  document.body.innerHTML = ''
})

const noCounts = Object.fromEntries(rowStates.map((state) => [state, 0])) as Record<RowState, number>
const options = {
  zone: 'z', sheet: '', unit: '', as: '' as const, names: '' as const, source: '', reason: '',
  valid_from: '2024-01-15', map: {},
}

function told(counts: Partial<Record<RowState, number>>, more: Partial<Import> = {}): Import {
  return {
    token: 't1', expires: '2024-01-16T01:30:00Z', file: '示例.csv', zone: 'z', options,
    register: 'project', batch: 'b1', counts: { ...noCounts, ...counts }, second_person: 0,
    tables: [{ sheet: 'CSV', records: 1, left_out: 0 }], columns: [], told: [], rows: [], next: null,
    state: 'previewed', progress: { written: 0, of: 0 }, came_to: null, ...more,
  }
}

const row = (more: Partial<ImportRow>): ImportRow => ({
  place: 'CSV!2', state: 'added', id: null, title: '示例项目01', zone: 'z', second_person: false,
  cells: [], told: [], ...more,
})

// The page as the router shows it, so that leaving it is asked about.
async function openPage(query: Record<string, string> = {}): Promise<{ router: Router; text: () => string }> {
  await session.restore()
  await loadModel()
  const nothing = { template: '<i />' }
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/import/:register', name: 'import', component: ImportPage, props: true },
      ...['projects', 'register', 'record', 'todo'].map((name) => ({
        path: `/${name}/:register?/:id?`, name, component: nothing,
      })),
    ],
  })
  await router.push({ path: '/import/project', query: { zone: 'z', ...query } })
  const wrapper = mount(RouterView, { global: { plugins: [i18n, router] }, attachTo: document.body })
  await flushPromises()
  return { router, text: () => wrapper.text() }
}

const part = <T extends HTMLElement>(name: string): T =>
  document.querySelector<T>(`[data-test="${name}"]`) ?? (() => { throw new Error(`no ${name}`) })()

async function choose(name = '示例.csv'): Promise<void> {
  const input = part<HTMLInputElement>('file')
  Object.defineProperty(input, 'files', { value: [new File(['x'], name)], configurable: true })
  input.dispatchEvent(new Event('change'))
  await flushPromises()
}
async function click(name: string): Promise<void> {
  part(name).click()
  await flushPromises()
}
const asks = (sent: Sent[], method: string): Sent[] =>
  sent.filter((one) => one.method === method && one.path.startsWith('/import'))

// 409 with a code, as the server refuses.
function refuse(code: string, says: string): void {
  const before = globalThis.fetch
  vi.stubGlobal('fetch', async (address: string, init: RequestInit) =>
    address.includes('mode=commit')
      ? new Response(JSON.stringify({ code, detail: says }), {
          status: 409, headers: { 'Content-Type': 'application/problem+json' },
        })
      : before(address, init))
}

describe('an import', () => {
  it('uploads the file as a form, and keeps its token in the address', async () => {
    const sent = serve(({ method }) => (method === 'POST' ? told({ added: 1 }) : told({ added: 1 }, { rows: [row({})] })))
    const { router, text } = await openPage()
    await choose()
    const upload = asks(sent, 'POST')[0]
    expect((upload?.body as FormData).get('file')).toBeInstanceOf(File)
    expect(Object.fromEntries(upload!.query)).toEqual({
      zone: 'z', mode: 'preview', limit: '1', valid_from: '2024-01-15',
    })
    expect(router.currentRoute.value.query['import']).toBe('t1')
    expect(text()).toContain('示例项目01')
    await click('write')
    expect(Object.fromEntries(asks(sent, 'POST')[1]!.query)).toEqual({
      mode: 'commit', token: 't1', rows: 'all', limit: '1',
    })
  })

  it('is found again by the address, with what was asked', async () => {
    serve(() => told({ differs: 1 }, { options: { ...options, source: '纸', unit: '万元' } }))
    await openPage({ import: 't9' })
    expect(part<HTMLInputElement>('source').value).toBe('纸')
    expect(part<HTMLInputElement>('unit').value).toBe('万元')
    expect(part('lacks').textContent).toContain('是变了还是原来写错了')
    expect(part<HTMLButtonElement>('write').disabled).toBe(true)
  })

  it('is looked at again with what was said, without the file, before it is written', async () => {
    const sent = serve(({ query }) =>
      query.get('as') === 'change'
        ? told({ changed: 1 }, { token: 't2', options: { ...options, as: 'change', valid_from: '2023-10-15' } })
        : told({ differs: 1 }))
    await openPage()
    await choose()
    const kind = part<HTMLInputElement>('change')
    kind.click()
    const from = part<HTMLInputElement>('from')
    from.value = '2023-10-15'
    from.dispatchEvent(new Event('input'))
    await flushPromises()
    expect(document.querySelector('[data-test=write]')).toBeNull()
    await click('look')
    const again = asks(sent, 'POST')[1]
    expect(again?.body).toBeUndefined()
    expect(again?.query.get('token')).toBe('t1')
    expect(again?.query.get('valid_from')).toBe('2023-10-15')
    expect(asks(sent, 'DELETE').map((one) => one.path)).toEqual(['/imports/t1'])
    expect(part<HTMLButtonElement>('write').disabled).toBe(false)
  })

  it('keeps all rows back for a rejected one, unless the good ones are asked for', async () => {
    const sent = serve(() => told({ added: 2, rejected: 1 }))
    await openPage()
    await choose()
    expect(part<HTMLButtonElement>('write').disabled).toBe(true)
    await click('good-only')
    await click('write')
    expect(asks(sent, 'POST')[1]?.query.get('rows')).toBe('good')
    // what asks for somebody is shown first
    expect(asks(sent, 'GET')[0]?.query.get('state')).toBe('rejected')
  })

  it('says that nothing changed, and offers nothing to write', async () => {
    serve(() => told({ unchanged: 3 }))
    await openPage()
    await choose()
    expect(part('unchanged').textContent).toContain('没有变化')
    expect(part('unchanged').textContent).toContain('3')
    expect(part<HTMLButtonElement>('write').disabled).toBe(true)
  })

  it('tells who wrote since, and looks again', async () => {
    const sent = serve(() => told({ added: 1 }))
    await openPage()
    await choose()
    refuse('ledger.conflict', 'manager 在 09:31 改过')
    await click('write')
    expect(part('problem').textContent).toContain('manager 在 09:31 改过')
    await click('look-again')
    expect(asks(sent, 'POST')[1]?.query.get('mode')).toBe('preview')
    expect(document.querySelector('[data-test=problem]')).toBeNull()
  })

  it('gives a receipt, with what stopped it and how it goes on', async () => {
    const entry = { zone: 'z', seq: 7, known: '2024-01-15T01:30:00Z', rows: 1000, proposal: false }
    const came = { rows: 1000, proposed: 2, unchanged: 1, rejected: 3, entries: [entry] }
    let stopped: { code: string; detail: string } | null = { code: 'x', detail: '别人改过' }
    const sent = serve(({ query }) => query.get('mode') === 'commit'
      ? told({ added: 2000 }, { state: 'written', came_to: { ...came, stopped } })
      : told({ added: 2000 }))
    const { text } = await openPage()
    await choose()
    await click('write')
    expect(text()).toContain('写到一半停了：别人改过')
    expect(part('receipt').textContent).toContain('第 7 笔')
    expect(part('batch').textContent).toBe('b1')
    stopped = null
    part('receipt').querySelector<HTMLButtonElement>('.why button')?.click()
    await flushPromises()
    expect(asks(sent, 'POST').map((one) => one.query.get('mode'))).toEqual(['preview', 'commit', 'commit'])
    expect(text()).toContain('已记 1000 行')
    expect(part('receipt').querySelector('a[href^="/todo"]')).not.toBeNull()
  })

  it('asks whoever leaves it, and drops it only if told so', async () => {
    const sent = serve(() => told({ added: 1 }))
    const { router } = await openPage()
    await choose()
    await router.push('/projects')
    await flushPromises()
    expect(router.currentRoute.value.name).toBe('import')
    expect(part('leave').textContent).toContain('2024-01-16 09:30')
    await click('drop-and-leave')
    expect(router.currentRoute.value.name).toBe('projects')
    expect(asks(sent, 'DELETE').map((one) => one.path)).toEqual(['/imports/t1'])
  })

  it('is asked for anew in the language that is chosen', async () => {
    const sent = serve(() => told({ added: 1 }))
    await openPage()
    await choose()
    await setLanguage('en')
    await flushPromises()
    expect(asks(sent, 'POST')[1]?.language).toBe('en')
    expect(asks(sent, 'POST')[1]?.query.get('token')).toBe('t1')
  })

  it('that is left while it is read changes no other page’s address, and is dropped', async () => {
    let answer: (body: unknown) => void = () => {}
    const late = new Promise((done) => (answer = done))
    const sent = serve(({ method }) => (method === 'POST' ? late : {}))
    const { router } = await openPage()
    await choose()
    await router.push('/projects')
    await flushPromises()
    await click('leave-it')
    answer(told({ added: 1 }))
    await flushPromises()
    expect(router.currentRoute.value.fullPath).toBe('/projects')
    expect(asks(sent, 'DELETE').map((one) => one.path)).toEqual(['/imports/t1'])
  })

  it('is refused a file that is too large before it is sent', async () => {
    const sent = serve(() => told({ added: 1 }))
    const { text } = await openPage()
    const input = part<HTMLInputElement>('file')
    const file = new File(['x'], 'x.csv')
    Object.defineProperty(file, 'size', { value: 51 * 1024 * 1024 })
    Object.defineProperty(input, 'files', { value: [file], configurable: true })
    input.dispatchEvent(new Event('change'))
    await flushPromises()
    expect(text()).toContain('50 MB')
    expect(asks(sent, 'POST')).toEqual([])
  })
})

describe('who may not write', () => {
  it('is told so, and is offered no import', async () => {
    serve(() => ({ records: [], next: null, count: 0 }))
    await session.restore()
    const own = session.me.value!
    const reads = { may: ['read'], masked: [], hidden: [] }
    session.me.value = { ...own, registers: { ...own.registers, project: reads } }
    const { text } = await openPage()
    expect(text()).toContain('您不能往这本登记簿里导入')
    expect(document.querySelector('[data-test=file]')).toBeNull()
    const view = { zone: 'z', period: '2023', valid: '2023-12-31', known: undefined }
    const at = { valid: '2024-01-15', known: undefined }
    const list = await open(RegisterList, { register: project, view, at })
    expect(list.find('[data-test=import]').exists()).toBe(false)
    session.me.value = own
    await flushPromises()
    expect(list.find('[data-test=import]').attributes('href')).toContain('/import/project?zone=z')
  })
})

describe('columns', () => {
  const column = { unit: null, proposed: null, field: null }
  const columns = [
    { ...column, place: 'CSV!A', head: '编号', is: 'id' as const },
    { ...column, place: 'CSV!B', head: '名称', is: 'field' as const, field: 'name' },
    { ...column, place: 'CSV!C', head: '大数', is: 'unknown' as const, proposed: 'total_investment' },
  ]

  it('that nobody knows stand first, and are said by a choice', async () => {
    serve(() => ({}))
    const list = await open(ImportColumns, { columns, register: project, busy: false, map: { 旧: 'name' } })
    expect(list.findAll('[data-column]').map((one) => one.attributes('data-column'))).toEqual(['大数'])
    await list.find('[data-test=proposed]').trigger('click')
    await list.find('select').setValue('-')
    expect(list.emitted('update:map')).toEqual([
      [{ 旧: 'name', 大数: 'total_investment' }], [{ 旧: 'name', 大数: '' }],
    ])
    await list.find('[data-test=all-columns]').trigger('click')
    expect(list.findAll('[data-column]').length).toBe(3)
    expect(list.find('[data-column=编号] select').exists()).toBe(false)
  })
})

describe('a row', () => {
  it('tells each cell by its address, what was and what will be, and marks the wrong one', async () => {
    serve(() => ({}))
    const cells = [
      { place: 'CSV!C3', field: 'total_investment', before: 20300000000, after: 23000000000 },
      { place: 'CSV!D3', field: 'manager', before: null, after: 'z.1.1' },
    ]
    const wrong = row({
      place: 'CSV!3', id: 'z.2.1', state: 'rejected', cells,
      told: [{ place: 'CSV!C3', code: 'x', says: '没写单位；请写进表头，或用 --unit 说明' }],
    })
    const one = await open(RowOf, {
      row: wrong, register: project, options: { manager: [{ value: 'z.1.1', label: '示例人员01' }] },
    })
    expect(one.text()).toContain('CSV 第 3 行')
    expect(one.find('[data-cell=C3]').text()).toContain('2.03 亿元')
    expect(one.find('[data-cell=C3] ins').text()).toBe('2.30 亿元')
    expect(one.find('[data-cell=C3]').classes()).toContain('wrong')
    expect(one.find('[data-cell=D3] ins').text()).toBe('示例人员01')
    expect(one.text()).toContain('或在“没写单位的数”里说明')
    expect(one.text()).not.toContain('--')
  })
})

describe('words', () => {
  it.each([
    ['不是请加 --names apart', '不是请选“是另一条”'],
    ['是同一个请加 --names match 或补上编号', '是同一个请选“就是那一条” 或补上编号'],
    ['要读请用 --sheet 点名', '要读请在“读哪张工作表”里点名'],
    ['或用 --map 表头=栏目 说明哪一列是什么', '或在“哪一列是什么”里说明哪一列是什么'],
    ["要读请用 --map '大 名'=栏目", '要读请在“哪一列是什么”里'],
    ['不对就用 --map 重说', '不对就在“哪一列是什么”里重说'],
  ])('of the command line become the page’s: %s', (given, shown) => expect(inWords(given)).toBe(shown))

  it('do so in English', async () => {
    await setLanguage('en')
    expect(inWords('or say it with --unit')).toBe('or say it under “Unit of amounts without one”')
    expect(inWords('say otherwise with --map')).toBe('say otherwise under “Which column is what”')
  })

  it('call fields by their labels, and places by sheet and address', async () => {
    serve(() => ({}))
    await loadModel()
    const labelled = { ...project, fields: project.fields.map((one) => ({ ...one, label: { zh: '总数', en: '' } })) }
    expect(withLabels('照说过的读：大数=total_investment、别的=nothing', labelled)).toBe('照说过的读：大数=总数、别的=nothing')
    expect(placeOf('甲!乙!C3')).toEqual({ sheet: '甲!乙', at: 'C3' })
    expect(placeOf('甲')).toEqual({ sheet: '甲', at: '' })
  })

  it('say what is still missing, the meaning before all', () => {
    expect(lackOf(told({ differs: 1, rejected: 1 }), false)).toBe('meaning')
    expect(lackOf(told({ added: 1, rejected: 1 }), false)).toBe('rejected')
    expect(lackOf(told({ added: 1, rejected: 1 }), true)).toBeUndefined()
    expect(lackOf(told({ unchanged: 2, waiting: 1 }), true)).toBe('nothing')
  })
})
