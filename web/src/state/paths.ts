// A path through references in people's words: "project.total_investment" → 项目 · 计划总投资.

import type { Register } from '@/api/model'
import { fieldOf, labelIn, registerNamed } from './model'

export function pathLabel(from: Register | undefined, path: string): string {
  let register = from
  return path
    .split('.')
    .map((name) => {
      const field = fieldOf(register, name)
      register = field?.to ? registerNamed(field.to) : undefined
      return labelIn(field?.label) || name
    })
    .join(' · ')
}
