import { z } from 'zod'
import { offersInCrm, offersInPm } from '../task-offers.ts'
import { named, seenTasks, tasksInUse } from './ask-for-tasks.ts'
import { readUnseen } from './read-unseen.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** Where a task may go on the other side: the deal and account of its project, or the projects of its deal or account. */
export const tasksOffers = defineVerb({
  name: 'tasks.offers',
  title: 'See where a task may go',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({
    mapping: z.string(),
    /** Where the task is now. */
    side: z.enum(['crm', 'pm']),
    task: z.string().min(1),
  }),
  answer: z.array(
    z.strictObject({ pair: z.enum(['deals', 'accounts']), id: z.string(), title: z.string().nullable() }),
  ),
  async ahead(engine, ask) {
    await readUnseen(engine, { mapping: ask.mapping, pair: 'tasks', side: ask.side, ids: [ask.task] })
    return ask
  },
  async act(desk, { mapping, side, task }) {
    const of = await tasksInUse(desk, mapping)
    const fields = (await seenTasks(of, side, [task])).get(task)
    if (!fields)
      throw new VerbError('verb/not-found', `The task "${task}" is not there, or could not be read just now.`)
    if (side === 'crm')
      return offersInPm(of.desk, named(of, 'crm', 'deals', fields), named(of, 'crm', 'accounts', fields))
    const project = named(of, 'pm', 'deals', fields)
    return project === null ? [] : offersInCrm(of.desk, project)
  },
})
