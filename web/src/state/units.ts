// Units as people read them. The ledger's are Chinese; in English 亿元 is ¥100 m, and counters of
// things are left out.

import { i18n } from '@/i18n'

const words: Readonly<Record<string, string>> = {
  亿元: 'unit.hundred_million',
  万元: 'unit.ten_thousand',
  元: 'unit.yuan',
  亩: 'unit.mu',
  个: 'unit.counted',
  次: 'unit.times',
  件: 'unit.cases',
  家: 'unit.firms',
  条: 'unit.entries',
  人: 'unit.people',
  名: 'unit.persons',
  项: 'unit.items',
  份: 'unit.papers',
  工作日: 'unit.working_days',
  平方米: 'unit.square_metres',
}

export function unitWord(unit: string): string {
  const key = words[unit]
  return key ? i18n.global.t(key) : unit
}
