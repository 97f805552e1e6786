// The moments at which reports were issued: what the two-times chip and the difference offer.

import { computed, ref, type ComputedRef } from 'vue'

import { readReports, type Report } from '@/api/reports'
import { session } from '@/state/session'
import { useResource } from './resource'

export interface ReportMoment {
  id: string // titles may come again
  title: string
  valid: string
  known: string
}

// Grows with each report that is issued here, so that all who list them read anew.
const issued = ref(0)
export function noteIssued(): void {
  issued.value += 1
}

// To issue is to append both the report and its figures.
export const mayIssue = (): boolean =>
  session.seesFigures.value &&
  ['frozen_report', 'frozen_figure'].every((one) => session.may('append', one))

export function useReports(zone: () => string): { moments: ComputedRef<ReportMoment[]> } {
  const reports = useResource(
    () => (session.reads('frozen_report') ? { zone: zone(), issued: issued.value } : undefined),
    (asked, signal) => readReports(asked.zone, signal),
  )
  const moments = computed(() => (reports.data.value ?? []).map(momentOf))
  return { moments }
}

function momentOf(report: Report): ReportMoment {
  return { id: report.id, title: report.title, valid: report.valid, known: report.known }
}
