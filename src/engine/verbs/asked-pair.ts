import type { PairName, PairPolicy } from '../../core/policy.ts'
import { type MappingDesk, mappingDesk } from '../deals-desk.ts'
import { mappingInUse } from './asked-for.ts'
import type { VerbDesk } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** One section of a mapping. */
export interface PairDesk {
  readonly desk: MappingDesk
  readonly pair: PairPolicy
}

/** A section of a mapping that is on. */
export async function pairInUse(
  { engine, tx }: Pick<VerbDesk, 'engine' | 'tx'>,
  name: string,
  of: PairName,
): Promise<PairDesk> {
  const desk = await mappingDesk(engine.registry, tx, await mappingInUse(tx, name))
  const pair = desk.policy.pairs[of]
  if (pair) return { desk, pair }
  throw new VerbError('verb/conflict', `The mapping "${name}" has no section for ${of}.`)
}
