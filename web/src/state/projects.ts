// The projects of a zone with how long each has stood at its stage: for the cockpit, board and list.

import { computed, type ComputedRef } from 'vue'

import { listAll, type LedgerRecord } from '@/api/records'
import { filterOf, type Filters } from './list'
import { useLive } from './live'
import { registerNamed, trackOf } from './model'
import { useResource, type Resource } from './resource'
import { session } from './session'
import { stayOf, type Stay } from './stuck'
import type { View } from './view'

export interface Standing {
  record: LedgerRecord
  stay: Stay | undefined
}

// Today's projects (lights and queues go by today, not by the day that figures are read).
export function useProjects(
  view: () => View | undefined,
  filters: () => Filters = () => ({}),
): {
  records: Resource<LedgerRecord[]>
  projects: ComputedRef<Standing[]>
} {
  const records = useResource(
    () => {
      const zone = view()?.zone
      const filter = filterOf(registerNamed('project')?.fields ?? [], filters())
      return zone ? { zone, filter } : undefined
    },
    (asked, signal) => listAll('project', asked, signal),
  )
  useLive(records.reload)
  const projects = computed(() => {
    const track = trackOf('project')
    return (records.data.value ?? []).map((record) => ({
      record,
      stay: track ? stayOf(record, track, session.today.value) : undefined,
    }))
  })
  return { records, projects }
}
