import type { MappingPolicy, PairName, PairPolicy } from '../core/policy.ts'
import type { Members, Only } from './schema.ts'

/** A pair with the choices of the file that the core's policy has no place for yet, so that none is lost. */
export interface BoundPair extends PairPolicy {
  /** Tests that a row has to pass to take part. Empty: every row does. */
  readonly only: Only
  /** Null for accounts and tasks. */
  readonly members: Members | null
}

/** What `bindMapping` answers: a policy of the core, and a little more. */
export interface BoundMapping extends MappingPolicy {
  readonly pairs: Readonly<Partial<Record<PairName, BoundPair>>>
}
