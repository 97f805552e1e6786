// Days and instants as the ledger writes them: ISO days; instants as microseconds since 1970 or as ISO
// text with an offset. People see the clocks of the zone (+08:00), wherever the browser stands.

const zoneOffsetMinutes = 8 * 60

export type Day = string // "2023-12-31"

export function isDay(text: unknown): text is Day {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

// "2023-12-20T17:30" or longer, with or without an offset.
export function isMoment(text: unknown): text is string {
  return typeof text === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)
}

// As the ledger writes one into a text: "2024-01-12T01:30:00.000000Z".
export function isInstant(text: unknown): text is string {
  return typeof text === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(text)
}

export function millisOf(instant: number | string): number {
  return typeof instant === 'number' ? instant / 1000 : Date.parse(instant)
}

function clock(instant: number | string): string {
  return new Date(millisOf(instant) + zoneOffsetMinutes * 60_000).toISOString()
}

export function shownInstant(instant: number | string): string {
  return clock(instant).slice(0, 16).replace('T', ' ')
}

// What the address says was known: a day stays one, a moment is read by the zone's clocks, with or
// without an offset of its own.
export function shownKnown(known: string): string {
  if (!isMoment(known)) return known
  return shownInstant(/(Z|[+-]\d{2}:?\d{2})$/.test(known) ? known : `${known}+08:00`)
}

export function dayOf(instant: number | string): Day {
  return clock(instant).slice(0, 10)
}

export function addDays(day: Day, days: number): Day {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString().slice(0, 10)
}

export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

// Where the year is obvious: "12-20".
export function monthDay(day: Day): string {
  return day.slice(5)
}
