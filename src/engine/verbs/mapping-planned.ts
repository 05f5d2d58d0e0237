import { z } from 'zod'
import { pairNames } from '../../core/policy.ts'
import { ruleNames } from '../../core/rules.ts'
import {
  previewCounts,
  previewError,
  previewLines,
  previewProgress,
  previewTrial,
} from '../../store/preview-reading.ts'
import { previewById } from '../../store/previews.ts'
import { pageAnswer, pageOf, paging } from './paging.ts'
import { moment, numbered, pairName, value } from './shapes.ts'
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

const triedRefusal = z.strictObject({
  at: moment,
  task: z.strictObject({ crm: z.string(), pm: z.string(), name: z.string().nullable() }),
  field: z.string(),
  value,
  by: z.string().nullable(),
  why: z.string(),
  passes: z.string(),
  became: z.enum(['written', 'made', 'refused']),
})

/**
 * The rules of the mapping, tried on the values that the journal names: with projects and parents as they are now, not as
 * they were then.
 */
const trial = z.strictObject({
  days: z.int(),
  rules: z.array(z.enum(ruleNames)).readonly(),
  tried: z.int(),
  refused: z.int(),
  newest: z.array(triedRefusal).readonly(),
  /** Not judged: what they hang on cannot be read now. */
  unknown: z.int(),
  /** Entries about tasks that are linked no longer, which were not tried. */
  unlinked: z.int(),
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
  /** What its rules would have refused of the last days; null: that is not known yet. */
  trial: trial.nullable(),
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
    const trial = await previewTrial(tx, id)
    return { name, state, read, counts, error, applies, outcome, trial, ...page }
  },
})
