// How numbers are shown (UI.md 2): amounts with two decimals, counts whole, rates with one; U+2212 for
// minus; “—” for what is not there, 0 only for what is truly nothing.
//
// Numbers of the ledger come as decimal texts and are never taken through a binary fraction here.

export const none = '—'

// "11.625", 2 → "11.63": half away from zero, as the ledger rounds what it shows.
export function rounded(decimal: string, digits: number): string {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal)
  if (!parts) return decimal
  const [, sign = '', whole = '0', fraction = ''] = parts
  const kept = fraction.slice(0, digits).padEnd(digits, '0')
  let units = BigInt(whole + kept)
  if ((fraction[digits] ?? '0') >= '5') units += 1n
  const text = units.toString().padStart(digits + 1, '0')
  const cut = text.length - digits
  const shown = digits === 0 ? text : `${text.slice(0, cut)}.${text.slice(cut)}`
  return units === 0n ? shown : sign + shown
}

const minus = (text: string): string => text.replace(/^-/, '\u2212')

export function shownNumber(decimal: string | number | null | undefined, digits: number): string {
  if (decimal === null || decimal === undefined || decimal === '') return none
  return minus(rounded(String(decimal), digits))
}

// With its sign, as a difference: "+0.27", "−1.10", "0".
export function shownDelta(decimal: string, digits: number): string {
  const text = rounded(decimal, digits)
  if (/^-?0(\.0+)?$/.test(text)) return '0'
  return text.startsWith('-') ? minus(text) : `+${text}`
}

// Money of the ledger is whole 分; people see it in the unit of its field.
const fenDigits: Readonly<Record<string, number>> = { 亿元: 10, 万元: 6, 元: 2 }

// 23000000000 分 → "2.3" in 亿元, exact.
export function moneyIn(fen: number | string, unit: string): string {
  const digits = fenDigits[unit] ?? 6
  const text = String(fen)
  const negative = text.startsWith('-')
  const padded = text.replace('-', '').padStart(digits + 1, '0')
  const cut = padded.length - digits
  const fraction = padded.slice(cut).replace(/0+$/, '')
  return (negative ? '-' : '') + padded.slice(0, cut) + (fraction ? `.${fraction}` : '')
}

// Commas stand between thousands or nowhere: "1,234.5" → "1234.5". "1,5" may be one and a half, or a slip
// of the finger: undefined.
export function withoutCommas(typed: string): string | undefined {
  const text = typed.trim().replace(/，/g, ',')
  if (!text.includes(',')) return text
  return /^[-−]?\d{1,3}(,\d{3})+([.．]\d+)?$/.test(text) ? text.replace(/,/g, '') : undefined
}

// What was typed, in 分: "2.3" in 亿元 → "23000000000"; undefined if it is no amount or finer than 分.
export function fenOf(typed: string, unit: string): number | undefined {
  const digits = fenDigits[unit] ?? 6
  const parts = /^([-−]?)(\d+)(?:[.．](\d+))?$/.exec(withoutCommas(typed) ?? '')
  if (!parts) return undefined
  const [, sign = '', whole = '0', fraction = ''] = parts
  if (fraction.length > digits) return undefined
  const fen = Number(whole + fraction.padEnd(digits, '0'))
  return Number.isSafeInteger(fen) ? (sign ? -fen : fen) : undefined
}

// Money in a table: two decimals as drawn, more only where the amount has more.
export function shownMoney(fen: number | string | null | undefined, unit: string): string {
  if (fen === null || fen === undefined || fen === '') return none
  const exact = moneyIn(fen, unit)
  const decimals = exact.split('.')[1]?.length ?? 0
  return shownNumber(exact, Math.max(2, decimals))
}

// A share of a bar, 0…100; for drawing only.
export function percentOf(part: string | number, whole: string | number): number {
  const of = Number(whole)
  if (!(of > 0)) return 0
  return Math.max(0, Math.min(100, (Number(part) / of) * 100))
}
