import { z } from 'zod'
import { pairNames } from '../../core/policy.ts'
import { listHolds, type OpenHold } from '../../store/holds.ts'
import { mappingNamed } from './asked-for.ts'
import { type ListPage, pageOf, paging } from './paging.ts'
import { defineVerb } from './verb.ts'

/** The open questions, the longest waiting first, each with both values, the past and what every answer would do. */
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
  async act({ tx }, { mapping, pair = null, code = null, after = null, limit }): Promise<ListPage<OpenHold>> {
    const id = mapping === undefined ? null : (await mappingNamed(tx, mapping)).id
    return pageOf(await listHolds(tx, { mapping: id, pair, code, after }, limit + 1), limit)
  },
})
