// 一句话: the server's sentence about a figure, copied; and links that show what the sender saw.

import { useI18n } from 'vue-i18n'

import { copyText } from './clipboard'
import { say } from './toast'

interface Said {
  sentence_zh?: string
  sentence_en?: string
}

export function useSentence(): {
  sentence: (of: Said) => string
  copy: (of: Said) => Promise<void>
  link: (href: string) => Promise<void>
} {
  const { t, locale } = useI18n()

  const sentence = (of: Said): string =>
    (locale.value === 'en' ? of.sentence_en : of.sentence_zh) ?? ''

  async function copy(of: Said): Promise<void> {
    say((await copyText(sentence(of))) ? t('sentence.copied') : t('sentence.not_copied'))
  }

  async function link(href: string): Promise<void> {
    const done = await copyText(new URL(href, window.location.href).href)
    say(done ? t('sentence.link_copied') : t('sentence.not_copied'))
  }
  return { sentence, copy, link }
}
