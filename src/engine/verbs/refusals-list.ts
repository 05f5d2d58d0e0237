import { z } from 'zod'
import { openRefusals } from '../../store/refusal-list.ts'
import { mappingNamed } from './asked-for.ts'
import { openHold } from './open-hold.ts'
import { pageAnswer, pageOf, paging } from './paging.ts'
import { moment, pairName, side, value } from './shapes.ts'
import { defineVerb } from './verb.ts'

const refusal = z.strictObject({
  id: z.string(),
  mapping: z.string(),
  key: z.string(),
  pair: pairName,
  field: z.string(),
  /** Where it was refused; it was typed on the other side. */
  to: side,
  value,
  code: z.string(),
  why: z.string(),
  /** What would pass. */
  passes: z.string(),
  /** Who was told, and when; null: nobody could be found, or nobody yet. */
  told: z.string().nullable(),
  toldAt: moment.nullable(),
  since: moment,
  shown: openHold.shape.shown,
})
export type Refusal = z.output<typeof refusal>

/** Values that a rule, or the other side, did not allow, and that have not passed yet; the oldest first. */
export const refusalsList = defineVerb({
  name: 'refusals.list',
  title: 'Show what was refused',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({
    mapping: z.string().optional(),
    code: z.string().optional(),
    limit: paging.limit,
    after: z.uuid().optional(),
  }),
  answer: pageAnswer(refusal),
  async act({ tx }, { mapping, code = null, limit, after = null }) {
    const id = mapping === undefined ? null : (await mappingNamed(tx, mapping)).id
    return pageOf(await openRefusals(tx, { mapping: id, code, after }, limit + 1), limit)
  },
})
