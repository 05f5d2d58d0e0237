import type { World } from './lens.ts'
import type { PairPolicy } from './policy.ts'
import { projectValues } from './project.ts'
import type { Fields } from './value.ts'

export interface AccountAsk {
  readonly account: string
  /** What the account is called. */
  readonly name: string
  /** What a person gave; it counts before what the mapping chooses. */
  readonly given: Fields
  /** A day. */
  readonly on: string
  /** Its client; null: it has none yet. Undefined: its project tool shows no clients at all. */
  readonly client: string | null | undefined
}

export type AccountProjectVerdict =
  | { readonly is: 'create'; readonly fields: Fields }
  | { readonly is: 'wait' | 'hold'; readonly detail: string }

/** A project for an account, without a deal: called as the account is, with its client, else as the mapping chooses. */
export function planAccountProject(
  deals: Pick<PairPolicy, 'project' | 'anchor'>,
  ask: AccountAsk,
  world: World,
): AccountProjectVerdict {
  const { given, name, client, on } = ask
  if (client === null)
    return { is: 'wait', detail: 'Its account has no client yet; it is made when it has one.' }
  const first = projectValues(deals.project, { deal: {}, wonOn: on, given }, world)
  if (!first.ok) return { is: 'hold', detail: first.detail }
  const belongs = deals.anchor && client !== undefined ? { [deals.anchor.pm]: client } : {}
  return { is: 'create', fields: { name, ...first.fields, ...given, ...belongs } }
}
