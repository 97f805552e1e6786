// What others write while a page is open: each entry of the reader's zones comes as an event, and what
// the page shows is read anew, once for several that come together.

import { onBeforeUnmount, onMounted } from 'vue'

const together_ms = 400

let stream: EventSource | undefined
const hearers = new Set<() => void>()
let timer = 0

function tellAll(): void {
  window.clearTimeout(timer)
  timer = window.setTimeout(() => hearers.forEach((hear) => hear()), together_ms)
}

// The browser comes again by itself, with the last event that it heard.
function open(): void {
  if (stream || !('EventSource' in window)) return
  stream = new EventSource('/api/v1/events')
  stream.addEventListener('entry', tellAll)
}

function close(): void {
  stream?.close()
  stream = undefined
}

export function useLive(reload: () => unknown): void {
  const hear = (): void => void reload()
  onMounted(() => {
    hearers.add(hear)
    open()
  })
  onBeforeUnmount(() => {
    hearers.delete(hear)
    if (hearers.size === 0) close()
  })
}
