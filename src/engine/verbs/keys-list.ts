import { z } from 'zod'
import { type FailingKey, failingKeys } from '../../store/failing-keys.ts'
import { mappingNamed } from './asked-for.ts'
import { type ListPage, pageOf, paging } from './paging.ts'
import { defineVerb } from './verb.ts'

/** What failed at least once, each with its last error; some of it rests until somebody looks. */
export const keysList = defineVerb({
  name: 'keys.list',
  title: 'Show what fails',
  roles: ['admin', 'viewer'],
  changes: false,
  ask: z.strictObject({ mapping: z.string().optional(), limit: paging.limit, after: z.string().optional() }),
  async act({ tx }, { mapping, limit, after = '' }): Promise<ListPage<FailingKey>> {
    const id = mapping === undefined ? null : (await mappingNamed(tx, mapping)).id
    return pageOf(await failingKeys(tx, id, after, limit + 1), limit)
  },
})
