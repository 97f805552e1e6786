// Amounts of figures: the server sends them to the last digit, money in 分; people read them in the
// unit of the definition.

import { moneyIn, rounded, shownDelta, shownNumber } from './number'

const moneyUnits = ['亿元', '万元', '元']

// 23000000000 in 亿元 → "2.3"; what is no money stays.
export function inUnit(value: string, unit: string): string {
  return moneyUnits.includes(unit) && /^-?\d+$/.test(value) ? moneyIn(value, unit) : value
}

// As many decimals as the headline has: "11.63" → 2.
export function digitsOf(shown: string | null | undefined): number {
  return shown?.split('.')[1]?.length ?? 0
}

export function shownAmount(value: string | null | undefined, unit: string, digits: number): string {
  return shownNumber(value === null || value === undefined ? value : inUnit(value, unit), digits)
}

export function shownMove(value: string, unit: string, digits: number): string {
  return shownDelta(inUnit(value, unit), digits)
}

// Is a value that was reported the one that is shown now, at as many decimals as are shown?
export function isAsReported(value: string, shown: string | null | undefined): boolean {
  return shown !== null && shown !== undefined && shownNumber(value, digitsOf(shown)) === shown
}

// Exactly, digit by digit: ["0.1", "0.2"] → "0.3".
export function sumOf(decimals: readonly string[]): string {
  const scale = Math.max(0, ...decimals.map((one) => one.split('.')[1]?.length ?? 0))
  const units = decimals.reduce((sum, one) => {
    const [whole = '0', fraction = ''] = one.split('.')
    return sum + BigInt(whole + fraction.padEnd(scale, '0'))
  }, 0n)
  const negative = units < 0n
  const text = (negative ? -units : units).toString().padStart(scale + 1, '0')
  const cut = text.length - scale
  const shown = scale === 0 ? text : `${text.slice(0, cut)}.${text.slice(cut)}`
  return negative ? `-${shown}` : shown
}

// Do the addends make the figure, to the last digit?
export function addsUp(addends: readonly string[], value: string): boolean {
  const scale = 12
  return rounded(sumOf(addends), scale) === rounded(sumOf([value]), scale)
}
