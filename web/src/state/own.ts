// The record of the person who is signed in among the zone's staff, by the staff number of the account.

import { computed, type ComputedRef } from 'vue'

import { listRecords } from '@/api/records'
import { useResource } from './resource'
import { session } from './session'

export function useOwnStaff(zone: () => string): { staff: ComputedRef<string | undefined> } {
  const found = useResource(
    () =>
      session.staff.value && session.reads('staff')
        ? { zone: zone(), filter: `staff_no = "${session.staff.value}"`, limit: 1 }
        : undefined,
    (asked, signal) => listRecords('staff', asked, signal),
  )
  const staff = computed(() => found.data.value?.records[0]?.id)
  return { staff }
}
