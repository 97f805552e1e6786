// The model as the server tells it (docs/api.md, model): registers, tracks and definitions.

import { read } from './client'
import type { Label } from './session'

export type FieldType =
  | 'text' | 'long_text' | 'code' | 'integer' | 'decimal' | 'money' | 'date' | 'month'
  | 'choice' | 'reference' | 'person' | 'file' | 'place'

export interface Choice {
  value: string
  label: Label
  closed: boolean
}

export interface Field {
  name: string
  label: Label
  about: Label
  source: string
  type: FieldType
  required: boolean
  removed: boolean
  event: boolean
  personal: boolean
  scale: number
  unit: string
  choices: Choice[]
  to: string
}

export interface Register {
  name: string
  label: Label
  about: string
  source: string
  owner: string
  root_only: boolean
  fields: Field[]
  key: string[]
  track: string | null
  views: {
    list: string[]
    form: { title: Label; fields: string[] }[]
    title: string
    search: string[]
  }
}

export interface Stage {
  value: string
  date_field: string
  needs: { name: string; says: Label; source: string; gate: 'hard' | 'debt' }[]
  limit_days: number | null
  end: boolean
}

export interface Track {
  name: string
  label: Label
  register: string
  stage_field: string
  stages: Stage[]
}

export interface Indicator {
  id: string
  label: Label
  sentence: Label
  source: string
  unit: string
  scale: number
  kind: 'flow' | 'stock' | 'ratio' | 'typed'
  register: string | null
  event: string | null
  sum: string | null
  once_per: string | null
  read: 'event' | 'day' | null
  where: string | null
  condition: string | null // of a ratio: what counts as done
  cohort: string | null
}

export interface Model {
  registers: Register[]
  tracks: Track[]
  indicators: Indicator[]
}

export const readModel = (): Promise<Model> => read<Model>('/model')
