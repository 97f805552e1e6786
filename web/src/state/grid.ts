// Moving about in a list by keys: one cell is the present one and alone is reached by Tab from outside.
// Arrows and Tab move, Enter or F2 edits, Esc leaves; Tab at either end leaves too, so nobody is caught. Where
// lines come and go, the cell and its editor stay with their line.

import { computed, nextTick, ref, watch, type ComputedRef, type Ref } from 'vue'

export interface Place {
  row: number
  column: number
}

export interface Grid {
  at: Ref<Place>
  editing: ComputedRef<boolean>
  isAt: (row: number, column: number) => boolean
  isEditing: (row: number, column: number) => boolean
  go: (to: Place) => Promise<void>
  move: (rows: number, columns: number) => Promise<void>
  edit: (to: Place) => void
  close: (row: string) => void // the editor, if it is in that line
  leave: () => Promise<void> // an editor, with its cell as the present one
  hear: (event: KeyboardEvent) => void
}

interface Of {
  table: () => HTMLElement | undefined
  rows: () => readonly string[] // the key of each line
  columns: () => number
  mayEdit: (column: number) => boolean
  acts: {
    open: (place: Place) => void // Enter where nothing can be edited
    clear: (place: Place) => void
    fillDown: (place: Place) => void
    out: () => void
  }
}

const arrows: Readonly<Record<string, [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

export function useGrid(of: Of): Grid {
  const at = ref<Place>({ row: 0, column: 0 })
  const edited = ref<string>() // the key of the line
  const editing = computed(() => edited.value !== undefined)
  const within = (value: number, count: number): number => Math.max(0, Math.min(count - 1, value))
  const same = (row: number, column: number): boolean =>
    at.value.row === row && at.value.column === column

  async function go({ row, column }: Place): Promise<void> {
    at.value = { row: within(row, of.rows().length), column: within(column, of.columns()) }
    await nextTick()
    const cell = `[data-cell="${at.value.row}:${at.value.column}"]`
    of.table()?.querySelector<HTMLElement>(cell)?.focus()
  }
  const move = (rows: number, columns: number): Promise<void> =>
    go({ row: at.value.row + rows, column: at.value.column + columns })

  function edit(to: Place): void {
    at.value = to
    if (of.mayEdit(to.column)) edited.value = of.rows()[to.row]
    else of.acts.open(to)
  }
  function close(row: string): void {
    if (edited.value === row) edited.value = undefined
  }
  watch(of.rows, (now, before) => {
    const row = now.indexOf(before[at.value.row] ?? '')
    at.value = { ...at.value, row: within(row < 0 ? at.value.row : row, now.length) }
    if (edited.value !== undefined && !now.includes(edited.value)) close(edited.value)
  })
  async function leave(): Promise<void> {
    if (edited.value === undefined) return
    close(edited.value)
    await go(at.value)
  }

  // Left to right and on to the next line; false: there is none.
  function tab(by: 1 | -1): boolean {
    const next = at.value.row * of.columns() + at.value.column + by
    if (next < 0 || next >= of.rows().length * of.columns()) return false
    void go({ row: Math.floor(next / of.columns()), column: next % of.columns() })
    return true
  }

  function hear(event: KeyboardEvent): void {
    if (event.isComposing || event.altKey || editing.value) return
    if (act(event)) {
      event.preventDefault()
      event.stopPropagation()
    }
  }
  function act(event: KeyboardEvent): boolean {
    const step = arrows[event.key]
    if (step) return void move(...step), true
    if (event.key === 'Tab') return tab(event.shiftKey ? -1 : 1)
    if (event.key === 'Enter' || event.key === 'F2') return edit(at.value), true
    if (event.key === 'Escape') return of.acts.out(), true
    if (!of.mayEdit(at.value.column)) return false
    if (event.key === 'Delete' || event.key === 'Backspace') return of.acts.clear(at.value), true
    if (event.ctrlKey && event.code === 'KeyD') return of.acts.fillDown(at.value), true
    return false
  }
  return {
    at,
    editing,
    isAt: same,
    isEditing: (row, column) =>
      edited.value !== undefined && of.rows()[row] === edited.value && at.value.column === column,
    go,
    move,
    edit,
    close,
    leave,
    hear,
  }
}
