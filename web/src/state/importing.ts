// An import from the file to the receipt. What is held of it stands in the address (its token and which
// rows are shown), so a page that is opened anew goes on where it was.
//
//   const importing = useImporting(() => 'project', () => view.zone)
//   await importing.look(file)                // a preview; nothing is written
//   importing.options.value.as = 'correct'    // lacks: 'again', until look() has looked once more
//   await importing.write()                   // told.came_to says what became of it

import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'

import { Problem } from '@/api/client'
import * as api from '@/api/imports'
import { currentLanguage } from '@/i18n'
import { session } from './session'

export const fileBytesMost = 50 * 1024 * 1024

// What keeps a preview from being written.
export type Lack = 'again' | 'meaning' | 'rejected' | 'nothing'

export interface Importing {
  token: Ref<string>
  told: ShallowRef<api.Import | undefined>
  options: Ref<api.ImportOptions>
  goodOnly: Ref<boolean>
  problem: ShallowRef<Problem | undefined>
  doing: Ref<'' | 'reading' | 'writing'>
  progress: Ref<{ written: number; of: number }>
  isChanged: ComputedRef<boolean> // options that no look has seen
  isHeld: ComputedRef<boolean> // something that leaving would forget
  toWrite: ComputedRef<number>
  lacks: ComputedRef<Lack | undefined>
  restore: () => Promise<void>
  look: (file?: File) => Promise<void>
  write: () => Promise<void>
  drop: () => void
}

function freshOptions(): api.ImportOptions {
  return {
    sheet: '', unit: '', as: '', names: '', source: '', reason: '',
    valid_from: session.today.value, map: {},
  }
}

function optionsOf(told: api.Import): api.ImportOptions {
  const { zone: _, ...options } = told.options
  return { ...options, map: { ...options.map } }
}

export const sum = (counts: Record<string, number>, states: readonly api.RowState[]): number =>
  states.reduce((all, state) => all + (counts[state] ?? 0), 0)

export function lackOf(told: api.Import, goodOnly: boolean): Lack | undefined {
  if (told.counts.differs > 0) return 'meaning'
  if (sum(told.counts, ['added', 'changed', 'corrected']) === 0) return 'nothing'
  return told.counts.rejected > 0 && !goodOnly ? 'rejected' : undefined
}

const asProblem = (failed: unknown): Problem => {
  if (failed instanceof Problem) return failed
  throw failed
}

export function useImporting(register: () => string, zone: () => string): Importing {
  const route = useRoute()
  const router = useRouter()
  const inAddress = (): string => {
    const given = route.query['import']
    return typeof given === 'string' ? given : ''
  }
  const token = ref(inAddress())
  const told = shallowRef<api.Import>()
  const options = ref(freshOptions())
  const goodOnly = ref(false)
  const problem = shallowRef<Problem>()
  const doing = ref<'' | 'reading' | 'writing'>('')
  const progress = ref({ written: 0, of: 0 })
  let isLeft = false
  onScopeDispose(() => (isLeft = true))

  // Where that fails it goes by itself, in a day.
  function forget(given: string | undefined): void {
    if (given) void api.drop(given).catch(() => undefined)
  }

  function hold(given: string): void {
    token.value = given
    const { import: _, rows: __, ...query } = route.query
    void router.replace({ query: given ? { ...query, import: given } : query })
  }

  function take(answer: api.Import): void {
    told.value = answer
    options.value = optionsOf(answer)
    progress.value = answer.progress
  }

  async function act(what: 'reading' | 'writing', how: () => Promise<void>): Promise<void> {
    if (doing.value) return
    doing.value = what
    problem.value = undefined
    try {
      await how()
    } catch (failed) {
      problem.value = asProblem(failed)
    }
    doing.value = ''
  }

  const restore = (): Promise<void> =>
    act('reading', async () => {
      if (token.value) take(await api.readImport({ token: token.value, limit: 1 }))
    })

  // A file, or what is held once more; where a preview stands, in its zone.
  const look = (file?: File): Promise<void> =>
    act('reading', async () => {
      const before = token.value
      if (!file && !before) return
      const at = told.value?.zone ?? zone()
      const answer = await api.preview(register(), at, options.value, file ?? { token: before })
      if (isLeft) return forget(answer.token)
      goodOnly.value = false
      take(answer)
      hold(answer.token ?? '')
      forget(before)
    })

  const write = (): Promise<void> =>
    act('writing', async () => {
      const timer = window.setInterval(() => void readProgress(), 1000)
      try {
        take(await api.commit(register(), token.value, goodOnly.value ? 'good' : 'all'))
      } finally {
        window.clearInterval(timer)
      }
    })

  async function readProgress(): Promise<void> {
    const asked = token.value
    const now = await api.readImport({ token: asked, limit: 1 }).catch(() => undefined)
    if (now && asked === token.value && doing.value === 'writing') progress.value = now.progress
  }

  function drop(): void {
    forget(token.value)
    told.value = undefined
    problem.value = undefined
    options.value = freshOptions()
    hold('')
  }

  // The words of a preview are the server's, in the language it was asked in.
  watch(currentLanguage, () => {
    if (told.value?.state === 'previewed') void look()
  })

  const isChanged = computed(
    () => told.value !== undefined &&
      JSON.stringify(options.value) !== JSON.stringify(optionsOf(told.value)),
  )
  const isHeld = computed(
    () => doing.value !== '' || (told.value !== undefined && told.value.state !== 'written'),
  )
  const toWrite = computed(() => sum(told.value?.counts ?? {}, ['added', 'changed', 'corrected']))
  const lacks = computed(() => {
    if (!told.value) return 'nothing'
    return isChanged.value ? 'again' : lackOf(told.value, goodOnly.value)
  })
  return {
    token, told, options, goodOnly, problem, doing, progress, isChanged, isHeld, toWrite, lacks,
    restore, look, write, drop,
  }
}
