import { beforeEach, describe, expect, test } from 'vitest'
import { checkConnections } from '../../src/engine/check-connections.ts'
import { connectionsConnect } from '../../src/engine/verbs/connections-connect.ts'
import { connectionsList } from '../../src/engine/verbs/connections-list.ts'
import { connectionsResume } from '../../src/engine/verbs/connections-resume.ts'
import { connectionsSameAccount } from '../../src/engine/verbs/connections-same-account.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { put } from '../support/pocket.ts'
import { pocketEngine } from '../support/pocket-engine.ts'
import { pocketTasks } from '../support/pocket-tasks.ts'

const pockets = await pocketEngine()
const { engine, pool, pm, settle } = pockets
const { linked, edit, look, titles, writes } = pocketTasks(pockets)

/** What the project tool says which account it is, to whoever asks. */
let reached: string | undefined = 'portal-1'
const connector = engine.registry.get('pocket-pm')
if (!connector) throw new Error('There is no project tool.')
Object.assign(connector, {
  check: async () => ({
    account: `Zylker, ${reached}`,
    userId: 'us',
    facts: {},
    ...(reached === undefined ? {} : { identity: reached }),
  }),
})

const connect = (name = 'pm') =>
  perform(engine, connectionsConnect, operator(), {
    name,
    connector: 'pocket-pm',
    settings: {},
    credentials: { clientId: 'id', clientSecret: 'hush-hush', refreshToken: 'hush-too' },
  })
const named = async (name = 'pm') =>
  (await perform(engine, connectionsList, operator(), {})).items.find(one => one.name === name)
const letters = async () =>
  (await pool.query<{ subject: string; body: string }>('select subject, body from outbox order by body')).rows
async function quarterLater(): Promise<void> {
  await pool.query(`update chore set due_at = now() where kind = 'check'`)
  await settle()
}

beforeEach(async () => {
  reached = 'portal-1'
  await connect()
  await settle()
  await pool.query('delete from outbox')
  expect(await named()).toMatchObject({ state: 'ready', account: 'Zylker, portal-1' })
})

describe('a connection that reaches another account than the one whose rows are linked', () => {
  test('is paused before anything is read or written there, and says so once, with what to do', async () => {
    const id = await linked()
    await look(id)
    reached = 'portal-2'
    put(pm, 'task', id, { title: "Somebody else's" })
    edit('crm', id, { title: 'Typed meanwhile' })
    const before = writes()
    await connect()
    await look(id)
    await quarterLater()
    await quarterLater()
    expect(await named()).toMatchObject({
      state: 'paused',
      account: 'Zylker, portal-1',
      pausedWhy: expect.stringMatching(/another account: Zylker, portal-2.*Zylker, portal-1/),
      fix: { advice: expect.stringContaining('under a name of its own') },
    })
    expect([titles(id), writes() - before]).toEqual([['Typed meanwhile', "Somebody else's"], 0])
    expect(await letters()).toEqual([
      {
        subject: 'Baton stopped using "pm": it reaches another account',
        body: expect.stringMatching(/portal-2.*portal-1.*baton connect.*baton connection same-account pm/s),
      },
    ])
  })

  test('goes on by itself when it reaches the account that it had', async () => {
    const id = await linked()
    await look(id)
    reached = 'portal-2'
    await connect()
    await settle()
    edit('crm', id, { title: 'Typed meanwhile' })
    reached = 'portal-1'
    await quarterLater()
    await look(id)
    expect(await named()).toMatchObject({ state: 'ready', account: 'Zylker, portal-1' })
    expect(titles(id)).toEqual(['Typed meanwhile', 'Typed meanwhile'])
    expect((await letters()).map(one => one.subject)).toEqual(
      expect.arrayContaining(['Baton uses "pm" again']),
    )
  })

  test('is found out by the daily check, too, and not let go on unasked by resuming it', async () => {
    reached = 'portal-2'
    await quarterLater()
    expect(await named()).toMatchObject({ state: 'paused' })
    await perform(engine, connectionsResume, operator(), { connection: 'pm' })
    await settle()
    expect(await named()).toMatchObject({ state: 'paused' })
  })

  test('goes on where a person says that it is the same account at another address', async () => {
    reached = 'https://new.example.test'
    await quarterLater()
    await perform(engine, connectionsSameAccount, operator('Ada Sync'), { connection: 'pm' })
    await settle()
    expect(await named()).toMatchObject({ state: 'ready', account: 'Zylker, https://new.example.test' })
    reached = 'portal-1'
    await quarterLater()
    expect(await named()).toMatchObject({ state: 'paused' })
    await perform(engine, connectionsSameAccount, operator('Ada Sync'), { connection: 'pm' })
    await settle()
  })
})

test('whoever connects it hears at once that it is another account', async () => {
  reached = 'portal-2'
  expect(await checkConnections(engine, ['pm'])).toEqual([
    { connection: 'pm', is: 'out', why: expect.stringContaining('another account') },
  ])
})

test('one that no mapping names may reach another account', async () => {
  await connect('fresh')
  await settle()
  reached = 'portal-2'
  await connect('fresh')
  await settle()
  expect(await named('fresh')).toMatchObject({ state: 'ready', account: 'Zylker, portal-2' })
})

test('a vendor that cannot tell which account it is stops nothing', async () => {
  reached = undefined
  await quarterLater()
  expect(await named()).toMatchObject({ state: 'ready' })
})

test('that it is the same account is asked of none that reaches the one it had', async () => {
  await expect(perform(engine, connectionsSameAccount, operator(), { connection: 'pm' })).rejects.toThrow(
    'reaches the account that it had',
  )
})
