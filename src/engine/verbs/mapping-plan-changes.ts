import { z } from 'zod'
import { previewDifferences } from '../../store/preview-reading.ts'
import { previewById } from '../../store/previews.ts'
import { numbered, pairName, side } from './shapes.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** What would happen, as `mapping.planned` shows it. */
const line = z.record(z.string(), z.unknown()).nullable()

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
        /** What the record is called; null: neither preview shows it. */
        name: z.string().nullable(),
        lines: z.strictObject({ before: line, now: line }),
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
    const found = await previewDifferences(tx, before, now, limit)
    return found.map(one => ({ ...one, name: nameOf(one.lines.now) ?? nameOf(one.lines.before) }))
  },
})

const named = z.object({ rows: z.partialRecord(side, z.object({ name: z.string().nullable() })) })

function nameOf(shown: z.output<typeof line>): string | null {
  const { rows } = named.safeParse(shown).data ?? {}
  return rows?.crm?.name ?? rows?.pm?.name ?? null
}
