// The model, read once: what registers there are, what their fields are called, how figures are
// defined. Labels are in both languages, so a change of language needs no new reading.

import { computed, shallowRef, type ComputedRef } from 'vue'

import { readModel, type Field, type Indicator, type Model, type Register, type Track } from '@/api/model'
import type { Label } from '@/api/session'
import { currentLanguage } from '@/i18n'

const model = shallowRef<Model>()
let reading: Promise<Model> | undefined

export async function loadModel(): Promise<Model> {
  reading ??= readModel()
  try {
    model.value = await reading
    return model.value
  } catch (failed) {
    reading = undefined
    throw failed
  }
}

export function labelIn(label: Label | undefined): string {
  if (!label) return ''
  return currentLanguage() === 'en' ? label.en || label.zh : label.zh || label.en
}

export const registers: ComputedRef<Register[]> = computed(() => model.value?.registers ?? [])
export const indicators: ComputedRef<Indicator[]> = computed(() => model.value?.indicators ?? [])

export function registerNamed(name: string): Register | undefined {
  return registers.value.find((one) => one.name === name)
}

export function indicatorNamed(id: string): Indicator | undefined {
  return indicators.value.find((one) => one.id === id)
}

export function trackOf(register: string): Track | undefined {
  return model.value?.tracks.find((one) => one.register === register)
}

export function fieldOf(register: Register | undefined, name: string): Field | undefined {
  return register?.fields.find((field) => field.name === name)
}

export function choiceLabel(field: Field | undefined, value: unknown): string {
  return labelIn(field?.choices.find((choice) => choice.value === value)?.label) || String(value ?? '')
}
