import { mappingPlan } from '../../src/engine/verbs/mapping-plan.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import type { PocketEngine } from '../support/pocket-engine.ts'
import { seedMapping } from './desk-seed.ts'

/** A preview that is done; answers its number. */
export async function seedPlan({ engine, settle }: PocketEngine): Promise<string> {
  const text = seedMapping.replace('tie: hold', 'tie: pm')
  const { preview } = await perform(engine, mappingPlan, operator('Ada Sync'), {
    text,
    file: 'pockets.yaml',
    crm: 'crm',
    pm: 'pm',
  })
  await settle()
  return preview
}
