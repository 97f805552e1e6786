// A text that is being held against the ledger: kept in this tab alone until it is made a record, so that
// a reload or a dead server loses nothing and nobody else at this computer finds it. Each wording that was
// mended is noted and can be taken back.

import { ref, watch, type Ref } from 'vue'

export interface Fix {
  from: string
  to: string
  label: string
  before: string // the whole text as it was
}

interface Checking {
  text: string
  fixes: Fix[]
}

const place = 'zonebook.checking'
const nothing: Checking = { text: '', fixes: [] }

function kept(): Checking {
  try {
    return { ...nothing, ...(JSON.parse(sessionStorage.getItem(place) ?? '{}') as Partial<Checking>) }
  } catch {
    return nothing
  }
}

export interface CheckedText {
  checking: Ref<Checking>
  give: (text: string) => void
  mend: (fix: Omit<Fix, 'before'>, at: { start: number; end: number }) => void
  takeBack: () => void
}

export function useCheckedText(): CheckedText {
  const checking = ref<Checking>(kept())
  watch(checking, (now) => {
    try {
      sessionStorage.setItem(place, JSON.stringify(now))
    } catch {
      // too long for this browser: then it lasts as long as the page
    }
  })

  // Lines end as the server counts them.
  const give = (text: string): void => {
    checking.value = { text: text.replace(/\r\n?/g, '\n'), fixes: [] }
  }

  // Places in bytes, as the answer has them.
  function mend(fix: Omit<Fix, 'before'>, at: { start: number; end: number }): void {
    const before = checking.value.text
    const bytes = new TextEncoder().encode(before)
    const part = (from: number, to?: number): string => new TextDecoder().decode(bytes.slice(from, to))
    checking.value = {
      text: part(0, at.start) + fix.to + part(at.end),
      fixes: [...checking.value.fixes, { ...fix, before }],
    }
  }

  function takeBack(): void {
    const last = checking.value.fixes[checking.value.fixes.length - 1]
    if (last) checking.value = { text: last.before, fixes: checking.value.fixes.slice(0, -1) }
  }
  return { checking, give, mend, takeBack }
}
