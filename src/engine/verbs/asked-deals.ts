import type { PairPolicy } from '../../core/policy.ts'
import type { MappingDesk } from '../deals-desk.ts'
import { pairInUse } from './asked-pair.ts'
import type { VerbDesk } from './verb.ts'

export interface DealsDesk {
  readonly desk: MappingDesk
  readonly deals: PairPolicy
}

/** The deals section of a mapping that is on. */
export async function dealsInUse(at: Pick<VerbDesk, 'engine' | 'tx'>, name: string): Promise<DealsDesk> {
  const { desk, pair: deals } = await pairInUse(at, name, 'deals')
  return { desk, deals }
}
