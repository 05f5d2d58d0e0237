import type { Baton } from './baton.ts'
import type { CrmScreen, PmScreen } from './screens/screen.ts'

/** What an admin types to connect an account. */
export interface Account {
  readonly connector: string
  readonly settings: Readonly<Record<string, string>>
  readonly credentials: Readonly<Record<string, string>>
}

/** Where a story happens, on vendors in a box or on real ones. */
export interface Scene extends Pick<Baton, 'engine' | 'mail' | 'web' | 'worker' | 'hookSecret' | 'hookUrl'> {
  /** The name of the mapping, and of its file in `mappings/`. */
  readonly mapping: string
  readonly screens: { readonly crm: CrmScreen; readonly pm: PmScreen }
  readonly accounts: { readonly crm: Account; readonly pm: Account }
}

/** All that is needed to set one up: no process has to run yet. */
export type SetScene = Omit<Scene, 'mail' | 'web' | 'worker'>
