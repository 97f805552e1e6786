// What is pasted from a spreadsheet: cells between tabs and lines, as people write them there. Each is
// read by its field; what cannot be read is shown as such, never guessed.

import type { Field } from '@/api/model'
import type { LedgerRecord } from '@/api/records'
import { isDay } from '@/format/date'
import { none, withoutCommas } from '@/format/number'
import { valueOf } from './letter'
import type { Option } from './options'

// A cell with a line end or a tab in it comes in quotes, its own quotes doubled.
export function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]]
  const cells = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/gy
  for (let found = cells.exec(text); found; found = cells.exec(text)) {
    const [, quoted, plain = '', end = ''] = found
    rows[rows.length - 1]?.push(quoted === undefined ? plain : quoted.replace(/""/g, '"'))
    if (end === '') break
    if (end !== '\t') rows.push([])
  }
  const last = rows[rows.length - 1]
  if (rows.length > 1 && last?.length === 1 && last[0] === '') rows.pop() // the last line's own end
  return rows
}

const two = (number: string): string => number.padStart(2, '0')

// The text that is typed for it; undefined: it cannot be this field's.
export function typedOf(
  field: Field,
  given: string,
  options: readonly Option[] | undefined,
): string | undefined {
  const text = given.trim()
  if (text === '' || text === none) return field.required ? undefined : ''
  if (field.type === 'date') {
    const parts = /^(\d{4})\D(\d{1,2})\D(\d{1,2})\D?$/.exec(text)
    const day = parts ? `${parts[1]}-${two(parts[2] ?? '')}-${two(parts[3] ?? '')}` : text
    return isDay(day) ? day : undefined
  }
  if (field.type === 'month') {
    const parts = /^(\d{4})\D(\d{1,2})\D?$/.exec(text)
    const month = parts ? `${parts[1]}-${two(parts[2] ?? '')}` : text
    return isDay(`${month}-01`) ? month : undefined
  }
  if (field.type === 'choice') {
    const open = field.choices.filter((one) => !one.closed)
    return open.find((one) => [one.value, one.label.zh, one.label.en].includes(text))?.value
  }
  if (field.type === 'reference') {
    const named = (options ?? []).filter((one) => one.value === text || one.label === text)
    return named.length === 1 ? named[0]?.value : undefined
  }
  if (['money', 'integer', 'decimal'].includes(field.type)) {
    const unit = new RegExp(`${field.unit || '$'}$`)
    const number = withoutCommas(text.replace(/\s/g, '').replace(unit, ''))?.replace('−', '-')
    return number === undefined || valueOf(field, number) === undefined ? undefined : number
  }
  return text
}

export interface PastedCell {
  record: LedgerRecord
  field: Field
  given: string
  typed: string | undefined // undefined: cannot be read
}

export interface Pasted {
  cells: PastedCell[]
  rowsBeyond: number // of what was pasted, below the last record that is shown
  columnsBeyond: number // to the right of the last field
  notEditable: string[] // fields that were met and cannot be written here
}

export interface Onto {
  row: number
  column: number
  records: readonly LedgerRecord[]
  fields: readonly Field[]
  mayEdit: (field: Field) => boolean
  optionsOf: (field: Field) => readonly Option[] | undefined
}

// From the cell on which it was pasted, downward and to the right.
export function planPaste(text: string, onto: Onto): Pasted {
  const rows = cellsOf(text)
  const plan: Pasted = { cells: [], rowsBeyond: 0, columnsBeyond: 0, notEditable: [] }
  rows.forEach((cells, down) => {
    const record = onto.records[onto.row + down]
    if (!record) {
      plan.rowsBeyond += 1
      return
    }
    cells.forEach((given, right) => {
      const field = onto.fields[onto.column + right]
      if (!field) {
        plan.columnsBeyond = Math.max(plan.columnsBeyond, onto.column + right + 1 - onto.fields.length)
        return
      }
      if (onto.mayEdit(field)) {
        plan.cells.push({ record, field, given, typed: typedOf(field, given, onto.optionsOf(field)) })
      } else if (!plan.notEditable.includes(field.name)) {
        plan.notEditable.push(field.name)
      }
    })
  })
  return plan
}
