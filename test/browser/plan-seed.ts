import type { RuleTrial } from '../../src/core/rule-trial.ts'
import { mappingPlan } from '../../src/engine/verbs/mapping-plan.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { keepTrial } from '../../src/store/previews.ts'
import type { PocketEngine } from '../support/pocket-engine.ts'
import { seedMapping } from './desk-seed.ts'

/** A preview that is done; answers its number. */
export async function seedPlan({ engine, pool, settle }: PocketEngine): Promise<string> {
  const text = seedMapping.replace('tie: hold', 'tie: pm')
  const { preview } = await perform(engine, mappingPlan, operator('Ada Sync'), {
    text,
    file: 'pockets.yaml',
    crm: 'crm',
    pm: 'pm',
  })
  await settle()
  await keepTrial(pool, preview, trial)
  return preview
}

/** What a pocket's tasks cannot be tried on: they have no due dates. */
const trial: RuleTrial = {
  days: 30,
  rules: ['strict-schedule', 'closed-parent'],
  tried: 214,
  refused: 2,
  newest: [
    {
      at: '2026-11-20T09:30:00Z',
      task: { crm: 't1', pm: 't1', name: 'Write the concept' },
      field: 'Due date',
      value: '2026-12-24',
      by: 'Ada Sync',
      why: '2026-12-24 is after the end of the project "Zylker: new portal", and the project keeps to its schedule.',
      passes: "A due date up to 2026-12-18, or a change of the project's schedule.",
      became: 'written',
    },
    {
      at: '2026-11-12T14:05:00Z',
      task: { crm: 't2', pm: 't2', name: 'Order the hardware' },
      field: 'Due date',
      value: '2027-01-15',
      by: null,
      why: '2027-01-15 is after the end of the project "Zylker: new portal", and the project keeps to its schedule.',
      passes: "A due date up to 2026-12-18, or a change of the project's schedule.",
      became: 'refused',
    },
  ],
  unknown: 3,
  unlinked: 1,
}
