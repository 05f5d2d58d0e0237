import { z } from 'zod'
import { pairNames } from '../../core/policy.ts'
import { previewCounts, previewError, previewLines, previewProgress } from '../../store/preview-reading.ts'
import { previewById } from '../../store/previews.ts'
import { pageAnswer, pageOf, paging } from './paging.ts'
import { numbered, pairName } from './shapes.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

const shownLine = z.strictObject({
  id: z.string(),
  pair: pairName,
  key: z.string(),
  verdict: z.string(),
  digest: z.string(),
  /** What would happen, with both values and the reasons. */
  line: z.record(z.string(), z.unknown()).nullable(),
})

const planned = pageAnswer(shownLine).extend({
  name: z.string(),
  state: z.enum(['reading', 'deciding', 'done']),
  /** Rows read so far, by side and kind of record. */
  read: z.record(z.string(), z.int()),
  /** How many keys end in which verdict. */
  counts: z.array(z.strictObject({ pair: pairName, verdict: z.string(), keys: z.int() })).readonly(),
  /** What stands in its way just now; it is tried again by itself. */
  error: z.string().nullable(),
  /** The preview that somebody wants done; null: this one only shows. */
  applies: z.string().nullable(),
  /** Of one that is to be done: the mapping was switched on, or something else would be done by now, so nothing was. */
  outcome: z.enum(['applied', 'changed']).nullable(),
})
export type Planned = z.output<typeof planned>

/** How far a preview is, how much of what would happen, and each of it with both values and the reasons. */
export const mappingPlanned = defineVerb({
  name: 'mapping.planned',
  title: 'Show a preview',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({
    preview: numbered,
    pair: z.enum(pairNames).optional(),
    verdict: z.string().optional(),
    ...paging,
  }),
  answer: planned,
  async act({ tx }, { preview: id, pair = null, verdict = null, after = null, limit }) {
    const preview = await previewById(tx, id)
    if (!preview) throw new VerbError('verb/not-found', `There is no preview ${id}.`)
    const page = pageOf(await previewLines(tx, id, { pair, verdict, after }, limit + 1), limit)
    const { name, state, applies, outcome } = preview
    const [read, counts] = [await previewProgress(tx, id), await previewCounts(tx, id)]
    const error = await previewError(tx, id)
    return { name, state, read, counts, error, applies, outcome, ...page }
  },
})
