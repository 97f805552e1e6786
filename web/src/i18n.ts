// The two languages. Words of the screens stand in locales/; words of the business (labels, sentences,
// names) come from the server in the language that is asked for, so a change of language reads anew.

import { createI18n } from 'vue-i18n'

import zh from '@/locales/zh'

export type Language = 'zh' | 'en'

const remembered = 'zonebook.language'

// Keys are held to be complete by tests/locales.test.ts.
export const i18n = createI18n({
  legacy: false,
  locale: 'zh',
  fallbackLocale: 'zh',
  messages: { zh } as Record<string, typeof zh>,
})

export function currentLanguage(): Language {
  return i18n.global.locale.value === 'en' ? 'en' : 'zh'
}

export async function setLanguage(language: Language): Promise<void> {
  if (language === 'en' && !i18n.global.availableLocales.includes('en')) {
    i18n.global.setLocaleMessage('en', (await import('@/locales/en')).default)
  }
  i18n.global.locale.value = language
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  localStorage.setItem(remembered, language)
}

// What was chosen before, else what the browser speaks; Chinese where that is neither.
export function firstLanguage(): Language {
  const before = localStorage.getItem(remembered)
  if (before === 'zh' || before === 'en') return before
  const spoken = navigator.languages.find((one) => /^(zh|en)/i.test(one)) ?? 'zh'
  return /^en/i.test(spoken) ? 'en' : 'zh'
}
