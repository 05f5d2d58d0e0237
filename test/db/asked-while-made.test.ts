import { expect, test } from 'vitest'
import { tasksAddToPm } from '../../src/engine/verbs/tasks-add-to-pm.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { put, rowsIn } from '../support/pocket.ts'
import { pocketEngine, pocketMapping } from '../support/pocket-engine.ts'

const text = pocketMapping().replace(
  '{ pair: [deal, project],',
  '{ pair: [deal, project], when: { stage: won }, create: [pm],',
)
const { engine, pool, crm, pm, settle } = await pocketEngine(text)

test('a task that is asked for while the project of its deal is being made waits for it', async () => {
  put(crm, 'deal', 'd', { title: 'Roll-out', stage: 'open' })
  put(crm, 'task', 't', { title: 'Kick-off', deal: 'd' })
  await pool.query(`update chore set due_at = now() where kind = 'pull'`)
  await settle()
  const asked: string[] = []
  const found = engine.registry.get('pocket-pm')
  const write = found?.write.bind(found)
  if (!found || !write) throw new Error('there is no such connector')
  Object.assign(found, {
    write: async (...ask: Parameters<typeof write>) => {
      if (ask[1] === 'project') {
        const told = await perform(engine, tasksAddToPm, operator('Bo'), { mapping: 'pockets', tasks: ['t'] })
        asked.push(...told.map(({ was, why }) => why ?? was))
      }
      return write(...ask)
    },
  })
  put(crm, 'deal', 'd', { title: 'Roll-out', stage: 'won' })
  await pool.query(`update chore set due_at = now() where kind = 'pull'`)
  await settle()
  expect(asked).toEqual(['asked'])
  expect(rowsIn(pm, 'task').map(row => row.fields.title)).toEqual(['Kick-off'])
})
