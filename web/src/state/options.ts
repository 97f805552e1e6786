// What a reference column can be filtered by: the records it may point to; where they are too many to
// choose from, a part of their name is typed instead.

import { computed, type ComputedRef } from 'vue'

import type { Field } from '@/api/model'
import { listRecords } from '@/api/records'
import { useResource } from './resource'
import { session } from './session'

export interface Option {
  value: string
  label: string
}

const most = 200

export function useOptions(
  fields: () => readonly Field[],
  zone: () => string,
): { options: ComputedRef<Record<string, Option[]>>; tooMany: ComputedRef<string[]> } {
  const read = useResource(
    () => ({
      zone: zone(),
      to: fields()
        .filter((field) => field.type === 'reference' && session.reads(field.to))
        .map((field) => [field.name, field.to] as const),
    }),
    async (asked, signal) => {
      const registers = [...new Set(asked.to.map(([, register]) => register))]
      const lists = await Promise.all(
        registers.map((register) =>
          listRecords(register, { zone: asked.zone, limit: most }, signal),
        ),
      )
      const found: Record<string, Option[]> = {}
      const tooMany: string[] = []
      for (const [name, register] of asked.to) {
        const page = lists[registers.indexOf(register)]
        if (!page) continue
        if (page.next) tooMany.push(name)
        else found[name] = page.records.map((record) => ({ value: record.id, label: record.title }))
      }
      return { found, tooMany }
    },
  )
  const options = computed(() => read.data.value?.found ?? {})
  const tooMany = computed(() => read.data.value?.tooMany ?? [])
  return { options, tooMany }
}
