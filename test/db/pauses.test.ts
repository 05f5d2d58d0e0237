import { beforeEach, describe, expect, test } from 'vitest'
import { connections } from '../../src/cli/demo/set-up.ts'
import { connectorOf } from '../../src/engine/registry.ts'
import { tryAgainSeconds } from '../../src/engine/stopping.ts'
import { connectionsConnect } from '../../src/engine/verbs/connections-connect.ts'
import { connectionsPause } from '../../src/engine/verbs/connections-pause.ts'
import { connectionsResume } from '../../src/engine/verbs/connections-resume.ts'
import { mappingList } from '../../src/engine/verbs/mapping-list.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { tryForbiddenAgain } from '../../src/store/mappings.ts'
import { boxPair } from '../support/box-pair.ts'

const { engine, screens, accounts, boxes, homes, settle } = await boxPair('zoho')
const { pool } = engine
const [crm, pm] = [boxes.crm.sandbox, boxes.pm.sandbox]
const ada = 'ada@example.test'

/** A task that stands on both sides. */
async function linked(title: string) {
  const inCrm = await screens.crm.addTask({ in: homes.crm, title })
  await settle()
  const task = (await screens.pm.tasksIn(homes.pm)).find(one => one.title === title)
  return { crm: inCrm, pm: task?.id ?? '' }
}

const inPm = async (id: string) => (await screens.pm.tasksIn(homes.pm)).find(one => one.id === id)
const inCrm = async (id: string) => (await screens.crm.tasksIn(homes.crm)).find(one => one.id === id)

async function states() {
  const { rows } = await pool.query(
    `select name, state from connection union all select name, state from mapping order by name`,
  )
  return Object.fromEntries(rows.map(row => [row.name, row.state]))
}

const letters = async () => (await pool.query('select recipient as "to", subject, body from outbox')).rows
const allOn = { crm: 'ready', projects: 'ready', zoho: 'on' }

async function anotherTry() {
  await aQuarterLater()
  await settle()
}

/** A quarter of an hour goes by, and nothing has been done yet. */
async function aQuarterLater() {
  await pool.query(
    `update chore set due_at = now() where kind = 'check' and due_at < now() + $1 * interval '1 s'`,
    [tryAgainSeconds + 1],
  )
  await pool.query(`update mapping set stopped_at = stopped_at - $1 * interval '1 s'`, [tryAgainSeconds + 1])
  await tryForbiddenAgain(pool, tryAgainSeconds)
}

beforeEach(async () => {
  await settle()
  await pool.query('delete from outbox')
  expect(await states()).toEqual(allOn)
})

describe('a consent that was taken back', () => {
  const { auth } = connectorOf(engine.registry, 'zoho-crm')
  if (auth.kind !== 'oauth2') throw new Error('Zoho CRM is signed in to by OAuth.')

  test('stops its connection alone, tells the admin once what to do, and goes on when somebody connects anew', async () => {
    const task = await linked('Revoked')
    const url = `${auth.tokenUrl(accounts.crm.settings)}/revoke?token=${crm.credentials.refreshToken}`
    await crm.handle({ method: 'POST', url, headers: {}, body: '' })
    await screens.pm.editTask(task.pm, { title: 'Typed meanwhile' })
    await settle()
    await anotherTry()
    await anotherTry()
    expect(await states()).toEqual({ ...allOn, crm: 'paused' })
    expect(await letters()).toEqual([
      {
        to: 'admin@example.test',
        subject: 'Baton stopped using "crm"',
        body: expect.stringContaining('baton connect crm'),
      },
    ])
    const code = {
      as: ada,
      does: 'add',
      module: 'Self Client',
      fields: { scope: auth.scopes.join(',') },
    } as const
    const { clientId = '', clientSecret = '' } = crm.credentials
    const credentials = { clientId, clientSecret, grantToken: String(crm.person(code).code) }
    await perform(engine, connectionsConnect, operator(), {
      name: connections.crm,
      ...accounts.crm,
      credentials,
    })
    await settle()
    await settle()
    expect(await states()).toEqual(allOn)
    expect((await inCrm(task.crm))?.title).toBe('Typed meanwhile')
  })

  test('that holds again is found out by itself, and the admin hears so', async () => {
    const task = await linked('Locked out')
    crm.fault({ fault: 'unauthorized', times: 4 })
    await screens.pm.editTask(task.pm, { title: 'Typed while locked out' })
    await settle()
    expect(await states()).toEqual({ ...allOn, crm: 'paused' })
    while ((await states()).crm === 'paused') await anotherTry()
    await settle()
    expect((await letters()).map(one => one.subject)).toEqual([
      'Baton stopped using "crm"',
      'Baton uses "crm" again',
    ])
    expect((await inCrm(task.crm))?.title).toBe('Typed while locked out')
  })

  test('is not looked for where a person has paused the connection', async () => {
    await perform(engine, connectionsPause, operator(), { connection: 'crm' })
    await anotherTry()
    await anotherTry()
    expect([await states(), await letters()]).toEqual([{ ...allOn, crm: 'paused' }, []])
    await perform(engine, connectionsResume, operator(), { connection: 'crm' })
  })
})

test('a portal that is not there stops the mapping alone, once, with words; when it is back it goes on by itself', async () => {
  const task = await linked('Moved away')
  const facts = `update connection set facts = facts || jsonb_build_object('portal', $1::text) where name = 'projects'`
  const { rows } = await pool.query(`select facts->>'portal' as id from connection where name = 'projects'`)
  await pool.query(facts, ['99'])
  await screens.crm.editTask(task.crm, { title: 'Typed before it was back' })
  await settle()
  await anotherTry()
  await anotherTry()
  expect(await states()).toEqual({ ...allOn, zoho: 'paused' })
  expect(await letters()).toEqual([
    {
      to: 'admin@example.test',
      subject: 'Baton stopped the mapping "zoho"',
      body: expect.stringMatching(
        /Domain not available.*every quarter of an hour.*baton mapping resume zoho/s,
      ),
    },
  ])
  await pool.query(facts, [rows[0].id])
  const shown = async () => (await perform(engine, mappingList, operator(), {})).items[0]
  const stopped = await shown()
  await aQuarterLater()
  expect(await shown()).toEqual({ ...stopped, state: 'on' })
  await settle()
  expect(await shown()).toMatchObject({ state: 'on', pausedWhy: null })
  expect((await inPm(task.pm))?.title).toBe('Typed before it was back')
  expect(await states()).toEqual(allOn)
  expect((await letters()).map(one => one.subject)).toContain('Baton goes on with the mapping "zoho"')
})

test('a choice that is not offered any more holds up its value alone; whoever chose it hears so once, and when it is back it crosses', async () => {
  const [task, other] = [await linked('To be closed'), await linked('Beside it')]
  const offer = (...pick_list_values: string[]) =>
    crm.person({
      as: ada,
      does: 'edit',
      module: 'Fields',
      fields: { module: 'Tasks', api_name: 'Status', pick_list_values },
    })
  const open = ['Not Started', 'In Progress', 'Waiting for input', 'Deferred']
  const described = async () => {
    await pool.query(`update chore set due_at = now() where kind = 'describe'`)
    await settle()
  }
  offer(...open)
  await described()
  await pool.query('delete from outbox')
  await screens.pm.editTask(task.pm, { isClosed: true, title: 'Closed over there' })
  await screens.pm.editTask(other.pm, { title: 'Goes on' })
  await settle()
  await described()
  expect(await states()).toEqual(allOn)
  expect(await inCrm(task.crm)).toMatchObject({ title: 'Closed over there', isClosed: false })
  expect((await inCrm(other.crm))?.title).toBe('Goes on')
  expect(await letters()).toMatchObject([
    {
      to: 'cy@example.test',
      subject: expect.stringContaining('Not carried over: Status'),
      body: expect.stringContaining('Status'),
    },
  ])
  offer(...open, 'Completed')
  await described()
  await settle()
  expect((await inCrm(task.crm))?.isClosed).toBe(true)
  expect((await letters()).map(one => one.subject)).toHaveLength(2)
})

test('somebody who has left holds up who does it, and nothing else; that is told once, and when they are back it crosses', async () => {
  const task = await linked('To be handed over')
  const user = (side: typeof crm, email: string) => side.state().Users?.find(one => one.email === email)
  const leaves = (does: 'remove' | 'restore') =>
    crm.person({ as: ada, does, module: 'Users', id: String(user(crm, 'bo@example.test')?.id) })
  const owner = () => JSON.stringify(crm.state().Tasks?.find(one => one.id === task.crm)?.Owner)
  const give = (email: string, name: string) =>
    pm.person({
      as: 'cy@example.test',
      does: 'edit',
      module: 'Tasks',
      id: task.pm.split('/')[1] ?? '',
      fields: { name, owners_and_work: { owners: [{ email }] } },
    })
  give(ada, 'Held by Ada')
  await settle()
  expect(owner()).toContain('Ada')
  leaves('remove')
  await settle()
  await pool.query('delete from outbox')
  give('bo@example.test', 'Handed over')
  await settle()
  await settle()
  expect(await states()).toEqual(allOn)
  expect((await inCrm(task.crm))?.title).toBe('Handed over')
  expect(owner()).toContain('Ada')
  expect(await letters()).toMatchObject([
    { to: 'cy@example.test', subject: 'Not carried over: Owners of "Handed over"' },
  ])
  leaves('restore')
  await settle()
  await settle()
  expect(owner()).toContain('Bo')
  expect((await letters()).map(one => one.subject)).toEqual([
    'Not carried over: Owners of "Handed over"',
    'Now carried over: Owners of "Handed over"',
  ])
})
