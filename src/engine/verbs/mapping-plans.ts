import { z } from 'zod'
import { recentPreviews } from '../../store/preview-reading.ts'
import { moment } from './shapes.ts'
import { defineVerb } from './verb.ts'

const listedPreview = z.strictObject({
  preview: z.string(),
  /** The mapping that it is of. */
  name: z.string(),
  state: z.enum(['reading', 'deciding', 'done']),
  /** The preview that somebody wanted done; null: this one only shows. */
  applies: z.string().nullable(),
  outcome: z.enum(['applied', 'changed']).nullable(),
  by: z.string(),
  at: moment,
})
export type ListedPreview = z.output<typeof listedPreview>

/** The previews of the last days, the newest first: whoever left one finds it again. */
export const mappingPlans = defineVerb({
  name: 'mapping.plans',
  title: 'Show the previews of late',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({ limit: z.number().int().min(1).max(100).default(20) }),
  answer: z.strictObject({ items: z.array(listedPreview).readonly() }),
  act: async ({ tx }, { limit }) => ({ items: await recentPreviews(tx, limit) }),
})
