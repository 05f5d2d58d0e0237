import { z } from 'zod'
import { linkedTasks } from '../../store/linked-tasks.ts'
import { unlinkedTasks } from '../../store/unlinked-tasks.ts'
import { mappingDesk } from '../deals-desk.ts'
import { mappingNamed } from './asked-for.ts'
import { pageAnswer, pageOf, paging } from './paging.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

const onBoth = z.strictObject({ crm: z.string().nullable(), pm: z.string().nullable() })

const listedTask = z.strictObject({
  id: z.string(),
  title: z.string().nullable(),
  ids: onBoth,
  urls: onBoth,
  held: z.int(),
  refused: z.int(),
  isWished: z.boolean(),
})
export type ListedTask = z.output<typeof listedTask>

/** Tasks by the beginnings of words of their title, or by id: those on both sides, or those on one side only. */
export const tasksList = defineVerb({
  name: 'tasks.list',
  title: 'Look for tasks',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({
    mapping: z.string(),
    /** Tasks on both sides, or only on one. */
    on: z.enum(['both', 'crm', 'pm']).default('both'),
    search: z.string().max(200).default(''),
    after: z.string().max(200).optional(),
    limit: paging.limit,
  }),
  answer: pageAnswer(listedTask),
  async act({ engine, tx }, { mapping: name, on, search, after = null, limit }) {
    const mapping = await mappingNamed(tx, name)
    const ask = { mapping: mapping.id, search, after, most: limit + 1 }
    if (on === 'both') return pageOf(await linkedTasks(tx, { ...ask, after: linkOf(after) }), limit)
    const desk = await mappingDesk(engine.registry, tx, mapping)
    const entity = desk.policy.pairs.tasks?.entity[on]
    if (entity === undefined)
      throw new VerbError('verb/conflict', `The mapping "${name}" has no section for tasks.`)
    const at = { side: on, connection: mapping[on], entity }
    return unlinkedTasks(tx, { ...ask, ...at })
  },
})

function linkOf(after: string | null): string | null {
  if (after === null || /^\d{1,18}$/.test(after)) return after
  throw new VerbError('verb/bad-input', 'after: has to be the `next` of the page before.')
}
