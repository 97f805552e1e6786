// Figures whose names are easily taken for one another: same unit, and names that share much. What
// stands in brackets is what tells them apart, so it is left out of the comparison.

import type { Indicator } from '@/api/model'

const alike = 0.45

function pairsOf(name: string): Set<string> {
  const text = name.replace(/（.*?）/g, '')
  const pairs = new Set<string>()
  for (let i = 0; i + 1 < text.length; ++i) pairs.add(text.slice(i, i + 2))
  return pairs
}

// Dice's coefficient of pairs of characters, 0…1.
export function likeness(a: string, b: string): number {
  const left = pairsOf(a)
  const right = pairsOf(b)
  if (left.size + right.size === 0) return 0
  const common = [...left].filter((pair) => right.has(pair)).length
  return (2 * common) / (left.size + right.size)
}

// The likest first.
export function namesakesOf(id: string, all: readonly Indicator[]): Indicator[] {
  const of = all.find((one) => one.id === id)
  if (!of) return []
  return all
    .filter((one) => one.id !== id && one.unit === of.unit && one.kind !== 'typed')
    .map((one) => ({ one, like: likeness(of.label.zh, one.label.zh) }))
    .filter(({ like }) => like >= alike)
    .sort((a, b) => b.like - a.like)
    .map(({ one }) => one)
}
