import { z } from 'zod'
import { placeInCrm } from '../../core/task-places.ts'
import { offersInCrm } from '../task-offers.ts'
import { askedTasks, askForTasks, named, tasksInUse } from './ask-for-tasks.ts'
import { readUnseen } from './read-unseen.ts'
import { defineVerb } from './verb.ts'

const noProject = { ok: false, why: 'It names no project.' } as const

/** Tasks of the project tool get their counterparts in the CRM, on a deal or an account of their own project. */
export const tasksAddToCrm = defineVerb({
  name: 'tasks.add-to-crm',
  title: 'Add tasks to the CRM',
  roles: ['admin', 'sales'],
  changes: true,
  ask: z.strictObject({
    mapping: z.string(),
    tasks: z.array(z.string().min(1)).min(1).max(500),
    /** What they are hung on; without it the deal of their project, or else its account. */
    on: z.strictObject({ pair: z.enum(['deals', 'accounts']), id: z.string().min(1) }).optional(),
  }),
  answer: askedTasks,
  async ahead(engine, ask) {
    await readUnseen(engine, { mapping: ask.mapping, pair: 'tasks', side: 'pm', ids: ask.tasks })
    return ask
  },
  async act(desk, { mapping, tasks, on }) {
    const of = await tasksInUse(desk, mapping)
    return askForTasks(desk, of, 'pm', tasks, async fields => {
      const project = named(of, 'pm', 'deals', fields)
      return project === null ? noProject : placeInCrm(await offersInCrm(of.desk, project), on ?? null)
    })
  },
})
