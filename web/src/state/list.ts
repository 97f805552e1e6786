// The state of a list, all of it in the address: filters (`f.stage=signed`) and sort
// (`sort=-total_investment`).
// Board and list of projects share it, and a link shows the same rows.

import { computed, type ComputedRef } from 'vue'
import { useRoute, useRouter, type LocationQuery } from 'vue-router'

import type { Field, Register } from '@/api/model'
import { isDay } from '@/format/date'
import { fenOf } from '@/format/number'
import { isNumber } from '@/format/value'
import { fieldOf, registerNamed } from './model'
import { session } from './session'

export type Filters = Record<string, string>

const prefix = 'f.'

export function filtersOf(query: LocationQuery): Filters {
  const filters: Filters = {}
  for (const [name, value] of Object.entries(query)) {
    if (name.startsWith(prefix) && typeof value === 'string' && value !== '') {
      filters[name.slice(prefix.length)] = value
    }
  }
  return filters
}

// The address of a list that is filtered so: what a link to it carries.
export function filteredBy(filters: Filters): Record<string, string> {
  return Object.fromEntries(Object.entries(filters).map(([name, value]) => [prefix + name, value]))
}

const quoted = (text: string): string => `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`

// One condition in FEEL; undefined where what was typed means nothing for the field's type.
export function conditionOf(field: Field, given: string): string | undefined {
  if (field.type === 'reference' && !given.split(',').every(isId)) {
    return titleCondition(registerNamed(field.to), given, field.name)
  }
  if (field.type === 'choice' || field.type === 'reference') {
    const name = field.type === 'reference' ? `${field.name}.id` : field.name
    const values = given.split(',').map(quoted)
    return values.length === 1 ? `${name} = ${values[0]}` : `${name} in (${values.join(', ')})`
  }
  if (field.type === 'money') {
    const fen = fenOf(given, field.unit)
    return fen === undefined ? undefined : `${field.name} >= ${fen}`
  }
  if (isNumber(field)) return /^\d+(\.\d+)?$/.test(given) ? `${field.name} >= ${given}` : undefined
  if (field.type === 'date') return isDay(given) ? `${field.name} >= date("${given}")` : undefined
  return `${field.name} != null and contains(${field.name}, ${quoted(given)})`
}

const isId = (text: string): boolean => /^[\w-]+\.\d+\.\d+$/.test(text)
const deepest = 4

// That what a record is called holds the text; a record may be called as another one that it names.
export function titleCondition(
  register: Register | undefined,
  text: string,
  path = '',
  depth = 0,
): string | undefined {
  const title = fieldOf(register, register?.views.title ?? '')
  if (!title || depth > deepest) return undefined
  const name = path ? `${path}.${title.name}` : title.name
  return title.type === 'reference'
    ? titleCondition(registerNamed(title.to), text, name, depth + 1)
    : conditionOf({ ...title, name }, text)
}

export function filterOf(fields: readonly Field[], filters: Filters): string {
  return fields
    .flatMap((field) => {
      const given = filters[field.name]
      const condition = given === undefined ? undefined : conditionOf(field, given)
      return condition ? [condition] : []
    })
    .join(' and ')
}

// Only by fields that are seen plain.
export function firstSort(register: string, fields: readonly Field[]): string {
  const sortable = ['text', 'code', 'date', 'month', 'integer', 'decimal', 'money']
  const first = fields.find(
    (field) => sortable.includes(field.type) && !session.isMasked(register, field.name),
  )
  return first?.name ?? ''
}

export function useList(): {
  filters: ComputedRef<Filters>
  sort: ComputedRef<string>
  setFilter: (field: string, value: string) => void
  clear: () => void
  sortBy: (field: string) => void
} {
  const route = useRoute()
  const router = useRouter()
  const filters = computed(() => filtersOf(route.query))
  const sort = computed(() => (typeof route.query['sort'] === 'string' ? route.query['sort'] : ''))

  function go(query: LocationQuery): void {
    void router.replace({ query })
  }
  function setFilter(field: string, value: string): void {
    const query = { ...route.query }
    if (value === '') delete query[prefix + field]
    else query[prefix + field] = value
    go(query)
  }
  function clear(): void {
    const kept = Object.entries(route.query).filter(([name]) => !name.startsWith(prefix))
    go(Object.fromEntries(kept))
  }
  // Up, down, and back to the ledger's own order.
  function sortBy(field: string): void {
    const query = { ...route.query }
    if (sort.value === field) query['sort'] = `-${field}`
    else if (sort.value === `-${field}`) delete query['sort']
    else query['sort'] = field
    go(query)
  }
  return { filters, sort, setFilter, clear, sortBy }
}
