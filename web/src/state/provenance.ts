// Which figure's provenance is open, and at which number on the screen: one at a time, anywhere.

import { shallowRef } from 'vue'

import type { View } from '@/state/view'

export interface Opened {
  indicator: string
  view: View
  anchor: HTMLElement
}

export const provenance = shallowRef<Opened>()

export function openProvenance(indicator: string, view: View, anchor: HTMLElement): void {
  provenance.value = { indicator, view, anchor }
}

export function closeProvenance(): void {
  provenance.value = undefined
}
