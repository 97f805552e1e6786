// Who is signed in, for all pages: name, zones, rights, and which day it is. A sample has a day of its
// own; a real ledger's day is that of the zone's clocks, wherever the browser stands.

import { computed, shallowRef } from 'vue'

import { acceptInvitation } from '@/api/accounts'
import { giveToken, Problem } from '@/api/client'
import * as api from '@/api/session'
import { dayOf } from '@/format/date'
import { labelIn } from '@/state/model'

const me = shallowRef<api.Me>()

function take(told: api.Me): void {
  me.value = told
  giveToken(told.csrf)
}

// False if nobody is signed in.
async function restore(): Promise<boolean> {
  if (me.value) return true
  try {
    take(await api.readMe())
    return true
  } catch (failed) {
    if (failed instanceof Problem && failed.isUnknownUser) return false
    throw failed
  }
}

async function enter(given: api.SignIn): Promise<void> {
  take(await api.signIn(given))
}

// By a link of invitation; whoever was signed in here is no more.
async function accept(token: string, password: string): Promise<void> {
  forget()
  take(await acceptInvitation(token, password))
}

// What one may, asked again.
async function renew(): Promise<void> {
  take(await api.readMe())
}

async function leave(): Promise<void> {
  try {
    await api.signOut()
  } finally {
    forget()
  }
}

function forget(): void {
  me.value = undefined
  giveToken(undefined)
}

const rightsOf = (register: string): api.RegisterRights | undefined => me.value?.registers[register]

export const session = {
  me,
  restore,
  signIn: enter,
  accept,
  renew,
  signOut: leave,
  forget,
  name: computed(() => me.value?.name ?? ''),
  // The record of this person among the zone's staff.
  staff: computed(() => me.value?.me ?? ''),
  approves: computed(() =>
    Object.values(me.value?.registers ?? {}).some((one) => one.may.includes('approve')),
  ),
  zone: computed(() => me.value?.home ?? ''),
  zones: computed(() => me.value?.zones ?? []),
  roles: computed(() => (me.value?.grants ?? []).map((grant) => grant.role)),
  roleNames: computed(() => [
    ...new Set((me.value?.grants ?? []).map((grant) => labelIn(grant.label))),
  ]),
  seesFigures: computed(() => me.value?.figures ?? false),
  sample: computed(() => me.value?.sample_day !== undefined),
  today: computed(() => me.value?.sample_day ?? dayOf(Date.now() * 1000)),
  reads: (register: string): boolean => rightsOf(register) !== undefined,
  may: (right: string, register: string): boolean =>
    rightsOf(register)?.may.includes(right) ?? false,
  // Alone, or with a second person.
  writes: (register: string): boolean =>
    ['append', 'propose'].some((right) => rightsOf(register)?.may.includes(right) ?? false),
  isMasked: (register: string, field: string): boolean =>
    rightsOf(register)?.masked.includes(field) ?? false,
  isHidden: (register: string, field: string): boolean =>
    rightsOf(register)?.hidden.includes(field) ?? false,
}
