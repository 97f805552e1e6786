// The moments at which reports were issued: what the two-times chip and the difference offer.

import { computed, type ComputedRef } from 'vue'

import { readReports, type Report } from '@/api/reports'
import { session } from '@/state/session'
import { useResource } from './resource'

export interface ReportMoment {
  title: string
  valid: string
  known: string
}

export function useReports(zone: () => string): { moments: ComputedRef<ReportMoment[]> } {
  const reports = useResource(
    () => (session.reads('frozen_report') ? { zone: zone() } : undefined),
    (asked, signal) => readReports(asked.zone, signal),
  )
  const moments = computed(() => (reports.data.value ?? []).map(momentOf))
  return { moments }
}

function momentOf(report: Report): ReportMoment {
  return { title: report.title, valid: report.valid, known: report.known }
}
