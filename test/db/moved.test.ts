import { beforeEach, describe, expect, test } from 'vitest'
import { holdsAnswer } from '../../src/engine/verbs/holds-answer.ts'
import { holdsList } from '../../src/engine/verbs/holds-list.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { signalKeys } from '../../src/store/signals.ts'
import { drop, put, rowsIn } from '../support/pocket.ts'
import { pocketEngine, pocketMapping } from '../support/pocket-engine.ts'

// A tool where a task's id names its project, and changes with it.
const text = (pm: 'delete' | 'unlink') =>
  pocketMapping(`  create: [crm]\n  when_gone: { crm: delete, pm: ${pm} }\nbrake: { deletes: 1000 }`)

async function tool(pm: 'delete' | 'unlink') {
  const pockets = await pocketEngine(text(pm))
  Object.assign(pockets.pm.entities.task ?? {}, { moves: true })
  const { pool, mapping, settle } = pockets
  const look = async () => {
    const links = await pool.query('select id from link')
    const keys = links.rows.map(row => `link:${row.id}`)
    await signalKeys(pool, mapping, keys, 0)
    await settle()
  }
  /** What changed since is pulled. */
  const pull = async () => {
    await pool.query(`update chore set due_at = now() where kind = 'pull'`)
    await settle()
  }
  return { ...pockets, look, pull, ...hands(pockets) }
}

function hands({ pool, crm, pm, mapping }: Awaited<ReturnType<typeof pocketEngine>>) {
  return {
    links: async () =>
      (await pool.query(`select pm_id from link where pair = 'tasks'`)).rows.map(row => row.pm_id),
    tasks: () => rowsIn(crm, 'task').map(({ id, fields }) => [id, fields.title]),
    /** A task in both, linked, and the projects that it may stand in. */
    begin: async () => {
      for (const [vendor, entities] of [
        [crm, ['deal', 'task']],
        [pm, ['project', 'task']],
      ] as const)
        for (const entity of entities) drop(vendor, entity, ...rowsIn(vendor, entity).map(row => row.id))
      await pool.query(
        'truncate link, tombstone, hold, dirty, signal, wait, wish, sighting, decision cascade',
      )
      put(crm, 'deal', 'd', { title: 'Roll-out' })
      for (const id of ['1', '2']) put(pm, 'project', id, { name: `Roll-out ${id}` })
      put(crm, 'task', 'c', { title: 'Kick-off', deal: 'd' })
      put(pm, 'task', '1/7', { title: 'Kick-off', project: '1' })
      await pool.query(
        `insert into link (mapping, pair, crm_id, pm_id) values ($1, 'deals', 'd', '1'), ($1, 'tasks', 'c', '1/7')`,
        [mapping],
      )
    },
    /** Somebody moves the task to the other project, where it has this id, and renames it. */
    move: (to: string) => {
      drop(pm, 'task', '1/7')
      put(pm, 'task', to, { title: 'Kick-off, moved', project: '2' })
    },
  }
}

describe.each(['delete', 'unlink'] as const)('a task that was moved, where deletions %s', when => {
  let at: Awaited<ReturnType<typeof tool>>
  beforeEach(async () => {
    at ??= await tool(when)
    await at.begin()
    await at.look()
  })

  test.each([
    ['when it is seen at its new place first', ['pull', 'look']],
    ['when it is missed at its old place first', ['look', 'pull']],
  ] as const)('is known again %s, and nothing is deleted or made twice', async (_, order) => {
    at.move('2/7')
    for (const step of order) await at[step]()
    await at.timePasses(120)
    await at.look()
    expect(await at.links()).toEqual(['2/7'])
    expect(at.tasks()).toEqual([['c', 'Kick-off, moved']])
  })

  test('is not believed gone before a reading could have met it elsewhere', async () => {
    drop(at.pm, 'task', '1/7')
    await at.look()
    await at.pool.query(`update chore set due_at = now() + interval '1 day' where kind = 'pull'`)
    await at.timePasses(120)
    await at.look()
    expect(await at.links()).toEqual(['1/7'])
    await at.pull()
    await at.look()
    const held = (await perform(at.engine, holdsList, operator(), { code: 'hold/moved-or-deleted' })).items
    expect([await at.links(), held.length]).toEqual(when === 'delete' ? [['1/7'], 1] : [[], 0])
  })
})

test('a task that was let go is linked again, with its past, when it is seen at another place', async () => {
  const at = await tool('unlink')
  await at.begin()
  await at.look()
  drop(at.pm, 'task', '1/7')
  await at.look()
  await at.pull()
  await at.timePasses(120)
  await at.pull()
  await at.look()
  expect(await at.links()).toEqual([])
  put(at.crm, 'task', 'c', { title: 'Kick-off at last' })
  put(at.pm, 'task', '2/7', { title: 'Kick-off', project: '2' })
  await at.pull()
  expect(await at.links()).toEqual(['2/7'])
  expect(rowsIn(at.pm, 'task').map(row => row.fields.title)).toEqual(['Kick-off at last'])
})

test('a task that nobody can tell was deleted or moved is asked about, and nothing is deleted unasked', async () => {
  const at = await tool('delete')
  await at.begin()
  await at.look()
  drop(at.pm, 'task', '1/7')
  await at.look()
  await at.timePasses(120)
  await at.pull()
  await at.look()
  expect(at.tasks()).toEqual([['c', 'Kick-off']])
  const [hold] = (await perform(at.engine, holdsList, operator(), { code: 'hold/moved-or-deleted' })).items
  expect(hold?.question?.options.map(one => one.choice)).toEqual(['restore', 'delete', 'unlink'])
  await perform(at.engine, holdsAnswer, operator(), { ids: [hold?.id], answer: { choice: 'delete' } })
  await at.settle()
  expect([at.tasks(), await at.links()]).toEqual([[], []])
})
