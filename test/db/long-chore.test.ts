import { expect, test } from 'vitest'
import { doChore } from '../../src/engine/chores.ts'
import { pocketEngine } from '../support/pocket-engine.ts'
import { until } from './until.ts'

const { engine, pool, settle } = await pocketEngine(undefined, { BATON_LEASE_SECONDS: '2' })

test('a list that takes longer to read than a lease is read by one worker, which goes on holding it', async () => {
  await settle()
  const found = engine.registry.get('pocket-crm')
  const pull = found?.pull.bind(found)
  if (!found || !pull) throw new Error('there is no such connector')
  let reads = 0
  const { promise: answer, resolve: answers } = Promise.withResolvers<void>()
  Object.assign(found, {
    pull: async (...asked: Parameters<typeof pull>) => {
      reads += 1
      await answer
      return pull(...asked)
    },
  })
  const task = `kind = 'pull' and entity = 'task' and connection = (select crm from mapping)`
  await pool.query(`update chore set due_at = now() where ${task}`)
  const reading = doChore(engine)
  await until('the list is being read', () => reads === 1)
  await pool.query(`update chore set due_at = now() - interval '1 s' where ${task}`)
  await until('it is held on', async () => {
    const held = await pool.query(`select from chore where ${task} and due_at > now()`)
    return held.rowCount === 1
  })
  expect(await doChore(engine)).toBe(false)
  answers()
  await reading
  expect(reads).toBe(1)
  expect((await pool.query(`select from chore where ${task} and token is null`)).rowCount).toBe(1)
})
