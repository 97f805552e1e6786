// A definition's words in the language of the screen: figures carry them in the language of their
// answer, the model in both.

import type { Definition } from '@/api/figures'
import { indicatorNamed, labelIn } from './model'

export function sentenceOf(definition: Definition): string {
  return labelIn(indicatorNamed(definition.id)?.sentence) || definition.sentence
}
