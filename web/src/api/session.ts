// Who is here and what may be done, as the server says it (docs/api.md, session and model).

import { read, remove, write } from './client'

export interface Label {
  zh: string
  en: string
}

export interface RoleCard {
  login: string
  name: string
  role: string
  label: Label
  zone: string
}

export interface SessionPage {
  signed_in: boolean
  cards: RoleCard[]
  notice: Label
  sample_day?: string
}

export interface RegisterRights {
  may: string[]
  masked: string[]
  hidden: string[]
}

export interface Me {
  login: string
  name: string
  me: string
  home: string
  grants: { role: string; label: Label; zone: string }[]
  zones: { code: string; name: string; parent: string | null }[]
  figures: boolean
  accounts: boolean // may open accounts and grant roles
  needs_second_factor: boolean
  registers: Record<string, RegisterRights>
  csrf?: string
  sample_day?: string
}

export interface SignIn {
  login?: string
  password?: string
  code?: string
  card?: string
}

export const readSession = (): Promise<SessionPage> => read<SessionPage>('/session')
export const readMe = (): Promise<Me> => read<Me>('/me')
export const signIn = (given: SignIn): Promise<Me> => write<Me>('/session', given)
export const signOut = (): Promise<void> => remove('/session')
