// Reports that were issued, with the pair at which their figures were worked out.

import { write } from './client'
import { listAll } from './records'

export interface Report {
  id: string
  title: string
  frozen_on: string
  valid: string
  known: string
}

// The moments stand with the figures of a report: all of one report have the same pair.
export async function readReports(zone: string, signal?: AbortSignal): Promise<Report[]> {
  const [reports, figures] = await Promise.all([
    listAll('frozen_report', { zone }, signal),
    listAll('frozen_figure', { zone }, signal),
  ])
  return reports
    .flatMap((report) => {
      const figure = figures.find((one) => one.fields['frozen_report'] === report.id)
      if (!figure) return []
      return [
        {
          id: report.id,
          title: String(report.fields['title']),
          frozen_on: String(report.fields['frozen_on']),
          valid: String(figure.fields['read_on']),
          known: String(figure.fields['known_at']),
        },
      ]
    })
    .sort((a, b) => b.frozen_on.localeCompare(a.frozen_on))
}

export interface Freeze {
  title: string
  signer: string
  zone: string
  period: string
  indicators: string[]
  on: string
  valid: string
}

// Reports figures as they are known now; how many records are cited from then on.
export const freeze = (given: Freeze): Promise<{ report: string; cited: number }> =>
  write('/freezes', given)
