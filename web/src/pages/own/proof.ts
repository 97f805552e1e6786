// An act for which the person at the screen proves again who that is (ProofFields.vue).

import { computed, ref, type ComputedRef, type Ref } from 'vue'

import type { Proof } from '@/api/accounts'
import { useAct, type Act } from '@/state/act'

export interface ProvenAct extends Omit<Act, 'code'> {
  proof: Ref<{ password: string; code: string }>
  asksCode: ComputedRef<boolean> // a second factor is in use
  given: () => Proof
  forget: () => void
}

export function useProvenAct(): ProvenAct {
  const { code, ...act } = useAct()
  const proof = ref({ password: '', code: '' })
  const asksCode = computed(() => code.value === 'access.code_wanted')
  function given(): Proof {
    const { password, code: held } = proof.value
    return { password, ...(held ? { code: held } : {}) }
  }
  const forget = (): void => void (proof.value = { password: '', code: '' })
  return { ...act, proof, asksCode, given, forget }
}
