// Why a figure has no number, in words: each reason is another thing to do.

import type { Figure } from '@/api/figures'
import { i18n } from '@/i18n'
import { session } from './session'

type Asked = Pick<Figure, 'answer' | 'not_begun' | 'kept_back'>

export const hasValue = (figure: Asked | undefined): boolean =>
  (figure?.answer?.value ?? null) !== null

// "": it has one.
export function absenceOf(figure: Asked): string {
  const { t } = i18n.global
  if (hasValue(figure)) return ''
  if (figure.not_begun) return t('figure.not_begun')
  if (figure.kept_back) return t('figure.kept_back')
  const { answer } = figure
  if (!answer) return t('figure.before_ledger')
  if (!answer.gap) return t('figure.no_whole')
  const names = (answer.missing ?? []).map(
    (code) => session.zones.value.find((zone) => zone.code === code)?.name ?? code,
  )
  return t(`figure.gap.${answer.gap}`, { zones: names.join(i18n.global.t('figure.and')) })
}
