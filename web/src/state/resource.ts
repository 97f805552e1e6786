// One question to the server that follows what it depends on: while the key changes, the older answer
// is dropped and the newer awaited. Five states: waiting, empty (the page's own judgement), refused,
// failed, there.

import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'

import { Problem } from '@/api/client'
import { currentLanguage } from '@/i18n'

export interface Resource<T> {
  data: ShallowRef<T | undefined>
  problem: ShallowRef<Problem | undefined>
  waiting: Ref<boolean>
  reload: () => Promise<void>
}

// `key` says what is asked; undefined: nothing yet. `ask` is called again whenever the key's text
// differs, or the language in which the server is to speak; an answer stays on the screen until the next one is there, so nothing jumps.
export function useResource<K, T>(
  key: () => K | undefined,
  ask: (key: K, signal: AbortSignal) => Promise<T>,
): Resource<T> {
  const data = shallowRef<T>()
  const problem = shallowRef<Problem>()
  const waiting = ref(false)
  let running: AbortController | undefined

  async function load(): Promise<void> {
    running?.abort()
    const asked = key()
    if (asked === undefined) {
      data.value = undefined
      problem.value = undefined
      waiting.value = false
      return
    }
    const mine = new AbortController()
    running = mine
    waiting.value = true
    try {
      const told = await ask(asked, mine.signal)
      if (mine.signal.aborted) return
      data.value = told
      problem.value = undefined
    } catch (failed) {
      if (mine.signal.aborted) return
      problem.value = failed instanceof Problem ? failed : new Problem(-1, 'page', String(failed))
    }
    waiting.value = false
  }

  watch(() => [currentLanguage(), JSON.stringify(key())].join(), load, { immediate: true })
  onScopeDispose(() => running?.abort())
  return { data, problem, waiting, reload: load }
}
