import { z } from 'zod'
import { pairNames } from '../../core/policy.ts'
import {
  type PreviewCount,
  previewCounts,
  previewError,
  previewLines,
  previewProgress,
  type ShownLine,
} from '../../store/preview-reading.ts'
import { type Preview, previewById } from '../../store/previews.ts'
import { type ListPage, pageOf, paging } from './paging.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

export interface Planned extends ListPage<ShownLine> {
  readonly name: string
  readonly state: Preview['state']
  /** Rows read so far, by side and kind of record. */
  readonly read: Readonly<Record<string, number>>
  /** How many keys end in which verdict. */
  readonly counts: readonly PreviewCount[]
  /** What stands in its way just now; it is tried again by itself. */
  readonly error: string | null
}

/** How far a preview is, how much of what would happen, and each of it with both values and the reasons. */
export const mappingPlanned = defineVerb({
  name: 'mapping.planned',
  title: 'Show a preview',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({
    preview: z.string().regex(/^\d{1,18}$/),
    pair: z.enum(pairNames).optional(),
    verdict: z.string().optional(),
    ...paging,
  }),
  async act({ tx }, { preview: id, pair = null, verdict = null, after = null, limit }): Promise<Planned> {
    const preview = await previewById(tx, id)
    if (!preview) throw new VerbError('verb/not-found', `There is no preview ${id}.`)
    const page = pageOf(await previewLines(tx, id, { pair, verdict, after }, limit + 1), limit)
    const { name, state } = preview
    const [read, counts] = [await previewProgress(tx, id), await previewCounts(tx, id)]
    return { name, state, read, counts, error: await previewError(tx, id), ...page }
  },
})
