import { z } from 'zod'
import { placeInPm } from '../../core/task-places.ts'
import { isOnItsWay, offersInPm } from '../task-offers.ts'
import { askedTasks, askForTasks, named, type Place, tasksInUse } from './ask-for-tasks.ts'
import { readUnseen } from './read-unseen.ts'
import { defineVerb } from './verb.ts'

/** Tasks of the CRM get their counterparts in a project of their deal or account. */
export const tasksAddToPm = defineVerb({
  name: 'tasks.add-to-pm',
  title: 'Add tasks to the project tool',
  roles: ['admin', 'sales'],
  changes: true,
  ask: z.strictObject({
    mapping: z.string(),
    tasks: z.array(z.string().min(1)).min(1).max(500),
    /** Needed where there is more than one to choose from. */
    project: z.string().min(1).optional(),
  }),
  answer: askedTasks,
  async ahead(engine, ask) {
    await readUnseen(engine, { mapping: ask.mapping, pair: 'tasks', side: 'crm', ids: ask.tasks })
    return ask
  },
  async act(desk, { mapping, tasks, project }) {
    const of = await tasksInUse(desk, mapping)
    return askForTasks(desk, of, 'crm', tasks, async (fields): Promise<Place> => {
      const deal = named(of, 'crm', 'deals', fields)
      if (project === undefined && deal !== null && (await isOnItsWay(of.desk, deal)))
        return { ok: true, offer: 'waits' }
      const offers = await offersInPm(of.desk, deal, named(of, 'crm', 'accounts', fields))
      return placeInPm(offers, project ?? null)
    })
  },
})
