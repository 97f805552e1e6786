// Writing in the cells of a list: which may be written, what an unsent one shows, filling down, copying,
// and pasting with a preview.

import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue'

import type { Field, Register } from '@/api/model'
import type { LedgerRecord } from '@/api/records'
import { none } from '@/format/number'
import { isNumber, shownIn, shownValue } from '@/format/value'
import type { Editing } from '@/parts/LedgerBody.vue'
import { i18n } from '@/i18n'
import { useCells, type Cells } from './cells'
import type { Place } from './grid'
import { valueOf } from './letter'
import type { Option } from './options'
import { planPaste, type Pasted } from './paste'
import { session } from './session'
import { say } from './toast'

interface Of {
  register: Register
  fields: () => readonly Field[]
  records: () => readonly LedgerRecord[]
  options: () => Readonly<Record<string, readonly Option[]>>
  titleField: () => string
  mayWrite: () => boolean
  reload: () => Promise<void>
  out: () => void // of the list
}

type Shown = ReturnType<Editing['shown']>

export interface ListEditing {
  cells: Cells
  plan: ShallowRef<Pasted | undefined>
  editing: ComputedRef<Editing | undefined>
  shownTyped: (field: Field, typed: string) => string
  takePaste: () => void
  send: (way: 'append' | 'propose') => Promise<void>
}

const notInCells = ['file', 'place', 'person', 'long_text']

export function useListEditing(of: Of): ListEditing {
  const cells = useCells(of.register)
  const plan = shallowRef<Pasted>()
  const { name } = of.register

  // A reference is written where there are few enough to choose from; the name leads to the record.
  const mayEdit = (field: Field): boolean =>
    !cells.busy.value && !field.removed && !notInCells.includes(field.type) && field.name !== of.titleField() &&
    field.name !== 'light' && !session.isHidden(name, field.name) &&
    !session.isMasked(name, field.name) &&
    (field.type !== 'reference' || of.options()[field.name] !== undefined)

  function shownTyped(field: Field, typed: string): string {
    const value = valueOf(field, typed)
    if (value === undefined) return typed
    const option = of.options()[field.name]?.find((one) => one.value === typed)
    return shownValue(field, value, option?.label)
  }
  const shown = (record: LedgerRecord, field: Field): Shown => {
    if (!cells.isUnsent(record, field)) {
      return { text: shownIn(record, field), unsent: false, wrong: false }
    }
    const text = shownTyped(field, cells.typed(record, field))
    return { text, unsent: true, wrong: cells.isWrong(record, field) }
  }

  function fill({ row, column }: Place): void {
    const field = of.fields()[column]
    const record = of.records()[row]
    const above = of.records()[row - 1]
    if (field && record && above) cells.type(record, field, cells.typed(above, field))
  }
  // What a spreadsheet takes for the same: nothing where there is nothing, and no sign of print.
  function copied(record: LedgerRecord, field: Field): string {
    const { text } = shown(record, field)
    if (text === none) return ''
    return isNumber(field) ? text.replace('−', '-') : text
  }
  function copy({ row, column }: Place, event: ClipboardEvent): void {
    const field = of.fields()[column]
    const record = of.records()[row]
    if (!field || !record || String(window.getSelection() ?? '') !== '') return
    event.preventDefault()
    event.clipboardData?.setData('text/plain', copied(record, field))
  }
  function paste({ row, column }: Place, text: string): void {
    plan.value = planPaste(text, {
      row,
      column,
      records: of.records(),
      fields: of.fields(),
      mayEdit,
      optionsOf: (field) => of.options()[field.name],
    })
  }
  function takePaste(): void {
    for (const { record, field, typed } of plan.value?.cells ?? []) {
      if (typed !== undefined) cells.type(record, field, typed)
    }
    plan.value = undefined
  }
  // Here and not in the bar, which is gone once nothing waits any more.
  async function send(way: 'append' | 'propose'): Promise<void> {
    const count = await cells.send(way)
    if (!count) return
    say(i18n.global.t(way === 'append' ? 'cells.done' : 'cells.proposed', { count }))
    await of.reload()
  }
  const acts = { mayEdit, shown, type: cells.type, fill, copy, paste, out: of.out }
  const editing = computed(() => (of.mayWrite() ? acts : undefined))
  return { cells, plan, editing, shownTyped, takePaste, send }
}
