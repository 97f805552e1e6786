// By what a figure can be split: choices and people of the register that is counted, or of the project
// that it belongs to; by month for what happens, by zone where there are zones below.

import type { Field, Indicator, Register } from '@/api/model'

export interface Dimension {
  by: string
  label: string
}

const useful = (field: Field): boolean =>
  !field.removed &&
  (field.type === 'choice' || (field.type === 'reference' && field.to === 'staff')) &&
  !['disclosure', 'light', 'status'].includes(field.name)

export function dimensionsOf(
  indicator: Indicator | undefined,
  find: (name: string) => Register | undefined,
  labelOf: (field: Field) => string,
): Dimension[] {
  const register = indicator?.register ? find(indicator.register) : undefined
  if (!indicator || !register) return []
  const own = register.fields.filter(useful).map((field) => ({
    by: field.name,
    label: labelOf(field),
  }))
  const link = register.fields.find((field) => field.name === 'project' && field.to === 'project')
  const project = link ? find('project') : undefined
  const wanted = ['investor_origin', 'kind_of_project', 'manager', 'channel', 'stage']
  const through = (project?.fields ?? [])
    .filter((field) => wanted.includes(field.name))
    .sort((a, b) => wanted.indexOf(a.name) - wanted.indexOf(b.name))
    .map((field) => ({ by: `project.${field.name}`, label: labelOf(field) }))
  return [...through, ...own]
}
