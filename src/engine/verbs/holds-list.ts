import { z } from 'zod'
import { pairNames } from '../../core/policy.ts'
import { listHolds } from '../../store/holds.ts'
import { mappingNamed } from './asked-for.ts'
import { listedHold, withChoices } from './listed-hold.ts'
import { pageAnswer, pageOf, paging } from './paging.ts'
import { defineVerb } from './verb.ts'

/**
 * The open questions, the longest waiting first, each with both values, the past and what every answer would do.
 * What waits for another row is no question; it is shown where its kind, `hold/waits`, is asked for.
 */
export const holdsList = defineVerb({
  name: 'holds.list',
  title: 'Show the open questions',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({
    mapping: z.string().optional(),
    pair: z.enum(pairNames).optional(),
    code: z.string().optional(),
    ...paging,
  }),
  answer: pageAnswer(listedHold),
  async act(desk, { mapping, pair = null, code = null, after = null, limit }) {
    const id = mapping === undefined ? null : (await mappingNamed(desk.tx, mapping)).id
    const page = pageOf(await listHolds(desk.tx, { mapping: id, pair, code, after }, limit + 1), limit)
    return { ...page, items: await withChoices(desk, page.items) }
  },
})
