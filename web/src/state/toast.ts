// A sentence at the bottom that says what has just been done, for four seconds.

import { ref } from 'vue'

export const toast = ref('')

let timer = 0

export function say(sentence: string): void {
  window.clearTimeout(timer)
  toast.value = sentence
  timer = window.setTimeout(() => (toast.value = ''), 4000)
}
