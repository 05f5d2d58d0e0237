import { z } from 'zod'
import { previewDifferences } from '../../store/preview-reading.ts'
import { previewById } from '../../store/previews.ts'
import { numbered, pairName } from './shapes.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** What has changed between two previews: none, and what would happen now is exactly what was looked at then. */
export const mappingPlanChanges = defineVerb({
  name: 'mapping.plan-changes',
  title: 'Compare two previews',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({
    before: numbered,
    now: numbered,
    limit: z.number().int().min(1).max(1000).default(100),
  }),
  answer: z
    .array(
      z.strictObject({
        key: z.string(),
        pair: pairName,
        before: z.string().nullable(),
        now: z.string().nullable(),
      }),
    )
    .readonly(),
  async act({ tx }, { before, now, limit }) {
    for (const one of [before, now]) {
      const preview = await previewById(tx, one)
      if (!preview) throw new VerbError('verb/not-found', `There is no preview ${one}.`)
      if (preview.state !== 'done')
        throw new VerbError('verb/conflict', `The preview ${one} is not done yet.`)
    }
    return previewDifferences(tx, before, now, limit)
  },
})
