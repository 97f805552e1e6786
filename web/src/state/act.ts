// One act at a time: whether it is under way, and the server's words where it was refused.

import { ref, type Ref } from 'vue'

import { Problem } from '@/api/client'
import { i18n } from '@/i18n'

export interface Act {
  busy: Ref<boolean>
  refusal: Ref<string>
  code: Ref<string> // of the refusal
  run: (what: () => Promise<unknown>) => Promise<boolean> // whether it was done
}

export function useAct(): Act {
  const busy = ref(false)
  const refusal = ref('')
  const code = ref('')
  async function run(what: () => Promise<unknown>): Promise<boolean> {
    busy.value = true
    refusal.value = ''
    code.value = ''
    try {
      await what()
      return true
    } catch (failed) {
      if (!(failed instanceof Problem)) throw failed
      code.value = failed.code
      refusal.value = failed.isOffline ? i18n.global.t('state.offline_says') : failed.says
      return false
    } finally {
      busy.value = false
    }
  }
  return { busy, refusal, code, run }
}
