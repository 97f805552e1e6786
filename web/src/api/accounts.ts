// Who may come in (docs/api.md, accounts): accounts and their grants, links of invitation, and one's
// own password, second factor and tokens. What is told once (links, secrets, tokens) is kept nowhere.

import { read, remove, write } from './client'
import type { Label, Me } from './session'

export interface Grant {
  id: string
  role: string
  label: Label
  zone: string
}

export interface Account {
  id: string
  login: string
  name: string
  me: string
  home: string
  grants: Grant[]
}

export interface Role {
  name: string
  label: Label
  about: string
}

export interface NewAccount {
  login: string
  name: string
  zone: string
  me?: string
  language: 'zh' | 'en'
}

export interface NewGrant {
  role: string
  zone: string
  from?: string
  to?: string // the first day without it
}

export async function listAccounts(zone: string, signal?: AbortSignal): Promise<Account[]> {
  return (await read<{ accounts: Account[] }>('/accounts', { zone }, signal)).accounts
}
export async function listRoles(signal?: AbortSignal): Promise<Role[]> {
  return (await read<{ roles: Role[] }>('/roles', {}, signal)).roles
}
export const openAccount = (given: NewAccount): Promise<{ id: string }> => write('/accounts', given)
export const closeAccount = (id: string): Promise<void> => remove(`/accounts/${id}`)
export const grantRole = (account: string, given: NewGrant): Promise<{ id: string }> =>
  write(`/accounts/${account}/grants`, given)
export const revokeRole = (grant: string): Promise<void> => remove(`/grants/${grant}`)
export const dropFactor = (account: string): Promise<void> => remove(`/accounts/${account}/factor`)

export interface Invitation {
  token: string
  expires: string
}
export const invite = (account: string): Promise<Invitation> =>
  write(`/accounts/${account}/invitation`, {})
export const readInvitation = (
  token: string,
  signal?: AbortSignal,
): Promise<{ login: string; name: string }> => read(`/invitations/${token}`, {}, signal)
export const acceptInvitation = (token: string, password: string): Promise<Me> =>
  write(`/invitations/${token}`, { password })

// That it is still the person of the session.
export interface Proof {
  password: string
  code?: string
}
export const changePassword = (old: string, fresh: string): Promise<void> =>
  write('/me/password', { old, fresh })
export const beginFactor = (proof: Proof): Promise<{ secret: string; address: string }> =>
  write('/me/factor', proof)
export const confirmFactor = (code: string): Promise<void> => write('/me/factor/confirm', { code })

export interface Token {
  id: string
  name: string
  zone: string
  role: string
  made: string
  expires: string
  used: string | null
}
export async function listTokens(signal?: AbortSignal): Promise<Token[]> {
  return (await read<{ tokens: Token[] }>('/me/tokens', {}, signal)).tokens
}
export const makeToken = (
  given: Proof & { name: string; days: number },
): Promise<{ token: string; expires: string }> => write('/me/tokens', given)
export const revokeToken = (id: string): Promise<void> => remove(`/me/tokens/${id}`)
