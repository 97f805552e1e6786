// Keys as UI.md has them, by their place on the keyboard (`code`), so that they hold with a Chinese
// input method; never while something is typed or composed, and single letters can be switched off.

import { onBeforeUnmount, onMounted, ref } from 'vue'

const switchedOff = 'zonebook.letters_off'

export const lettersAreOn = ref(localStorage.getItem(switchedOff) !== '1')

export function setLetters(on: boolean): void {
  lettersAreOn.value = on
  localStorage.setItem(switchedOff, on ? '0' : '1')
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
}

// Names: "ctrl+KeyK", "shift+KeyA", "KeyA", "Period", "Escape", "Slash".
export function nameOf(event: KeyboardEvent): string {
  const control = event.ctrlKey || event.metaKey ? 'ctrl+' : ''
  return control + (event.shiftKey ? 'shift+' : '') + event.code
}

export function isHeard(event: KeyboardEvent): boolean {
  if (event.isComposing || event.altKey || event.defaultPrevented) return false
  const name = nameOf(event)
  if (name.startsWith('ctrl+') || event.code === 'Escape') return true
  return lettersAreOn.value && !isTyping(event.target)
}

export function useShortcuts(acts: Record<string, (event: KeyboardEvent) => void>): void {
  function hear(event: KeyboardEvent): void {
    const act = acts[nameOf(event)]
    if (!act || !isHeard(event)) return
    event.preventDefault()
    act(event)
  }
  onMounted(() => window.addEventListener('keydown', hear))
  onBeforeUnmount(() => window.removeEventListener('keydown', hear))
}
