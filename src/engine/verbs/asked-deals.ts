import type { PairPolicy } from '../../core/policy.ts'
import { type MappingDesk, mappingDesk } from '../deals-desk.ts'
import { mappingInUse } from './asked-for.ts'
import type { VerbDesk } from './verb.ts'
import { VerbError } from './verb-error.ts'

export interface DealsDesk {
  readonly desk: MappingDesk
  readonly deals: PairPolicy
}

/** The deals section of a mapping that is on. */
export async function dealsInUse(
  { engine, tx }: Pick<VerbDesk, 'engine' | 'tx'>,
  name: string,
): Promise<DealsDesk> {
  const desk = await mappingDesk(engine.registry, tx, await mappingInUse(tx, name))
  const { deals } = desk.policy.pairs
  if (deals) return { desk, deals }
  throw new VerbError('verb/conflict', `The mapping "${name}" has no section for deals.`)
}
