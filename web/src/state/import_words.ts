// What the server says of rows and columns names flags of the command line; here it names what is on
// the page instead.

import { i18n } from '@/i18n'
import { fieldOf, labelIn } from './model'
import type { Register } from '@/api/model'

// "…, say it with --unit" → "…, say it in “Unit”": the flag, its value, and the word that leads to it.
const lead = '(?:with |\\p{Script=Han} )?'
const flags: readonly [flag: RegExp, key: string][] = [
  [new RegExp(`${lead}--names match`, 'gu'), 'import.flag.match'],
  [new RegExp(`${lead}--names apart`, 'gu'), 'import.flag.apart'],
  [new RegExp(`${lead}--unit(?: (?=\\p{Script=Han}))?`, 'gu'), 'import.flag.unit'],
  [new RegExp(`${lead}--sheet(?: (?=\\p{Script=Han}))?`, 'gu'), 'import.flag.sheet'],
  [
    new RegExp(`${lead}--map(?: (?:'.*?'|\\S+?)=\\S+)?(?: (?=\\p{Script=Han}))?`, 'gu'),
    'import.flag.map',
  ],
]

export function inWords(says: string): string {
  return flags.reduce((text, [flag, key]) => text.replace(flag, () => i18n.global.t(key)), says)
}

// "投资额=total_investment" → "投资额=计划总投资": which heads are remembered, by what fields are called.
export function withLabels(says: string, register: Register): string {
  return says.replace(/=(\w+)/g, (whole, name: string) => {
    const label = labelIn(fieldOf(register, name)?.label)
    return label ? `=${label}` : whole
  })
}

// "项目!C12" in its parts; a sheet may be called anything.
export function placeOf(place: string): { sheet: string; at: string } {
  const cut = place.lastIndexOf('!')
  return cut < 0 ? { sheet: place, at: '' } : { sheet: place.slice(0, cut), at: place.slice(cut + 1) }
}
