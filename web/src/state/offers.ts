// What of the program is of use to the person who is signed in: what may not be seen is not offered.

import { seesClocks } from './cases'
import { trackOf } from './model'
import { session } from './session'
import { seesStays } from './stuck'

export type Need =
  | 'accounts' | 'batches' | 'bulletins' | 'cases' | 'checklist' | 'figures' | 'messages' | 'projects'
  | 'stays' | 'rounds' | 'work'

// What a pasted message can become (model/intake).
const messageRegisters = ['progress', 'funding', 'difficulty'] as const

const tests: Readonly<Record<Need, () => boolean>> = {
  accounts: () => session.me.value?.accounts ?? false,
  batches: () =>
    session.seesFigures.value && session.reads('batch_event') && session.reads('batch_entry'),
  bulletins: () => session.seesFigures.value && session.reads('bulletin'),
  cases: () => seesClocks(),
  checklist: () => session.reads('service_case') || session.reads('project'),
  figures: () => session.seesFigures.value,
  messages: () => messageRegisters.some((register) => session.writes(register)),
  projects: () => session.reads('project'),
  stays: () =>
    session.reads('project') &&
    seesStays(trackOf('project'), (field) => session.isHidden('project', field)),
  rounds: () => session.reads('progress'),
  work: () => tests.stays() || session.reads('proposal') || session.reads('difficulty'),
}

export const isOffered = (need: Need | undefined): boolean => need === undefined || tests[need]()

// A leader sees the cockpit first, a manager own work (PRODUCT H, 01), an editor the texts, others what
// they have.
export function firstPage(): string {
  if (session.roles.value.includes('manager')) return 'todo'
  if (session.roles.value.includes('editor')) return 'bulletins'
  if (isOffered('figures')) return 'cockpit'
  if (isOffered('work')) return 'todo'
  return isOffered('accounts') ? 'accounts' : 'registers'
}
