import { describe, expect, test } from 'vitest'
import { connectionsKinds } from '../../src/engine/verbs/connections-kinds.ts'
import { connectionsList } from '../../src/engine/verbs/connections-list.ts'
import { connectionsPause } from '../../src/engine/verbs/connections-pause.ts'
import { connectionsRotateHooks } from '../../src/engine/verbs/connections-rotate-hooks.ts'
import { connectionsTest } from '../../src/engine/verbs/connections-test.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { choresDue } from '../../src/store/chores.ts'
import { hooksAreOn } from '../../src/store/connection-health.ts'
import { connectionByName, saveConnection } from '../../src/store/connections.ts'
import { testEngine } from '../support/engine.ts'

const { engine } = await testEngine({ BATON_PUBLIC_URL: 'https://baton.example.test' })
const { pool } = engine

async function connected(name: string, connector: string, side: 'crm' | 'pm'): Promise<number> {
  const sealed = await engine.vault.seal('x'.repeat(20))
  const rest = { settings: {}, credentials: sealed, hookSecret: sealed }
  return (await saveConnection(pool, { name, connector, side, ...rest })).id
}
const shown = async (name: string) => {
  const { items } = await perform(engine, connectionsList, operator(), {})
  return items.find(one => one.name === name)
}
const failed = (id: number, kind: string, attempts: number, error: string) =>
  pool.query('update chore set attempts = $3, last_error = $4 where connection = $1 and kind = $2', [
    id,
    kind,
    attempts,
    error,
  ])

test('what can be connected says what has to be typed, with the choices there are', async () => {
  const { items, redirectUri } = await perform(engine, connectionsKinds, operator(), {})
  const kind = (name: string) => items.find(one => one.connector === name)
  expect(kind('zoho-crm')).toMatchObject({
    signIn: 'oauth2',
    credentials: ['clientId', 'clientSecret', 'refreshToken'],
  })
  expect(kind('zoho-crm')?.settings[0]).toMatchObject({
    name: 'dc',
    title: 'Data centre',
    value: 'us',
    choices: expect.arrayContaining(['eu']),
  })
  expect(kind('redmine')?.settings[0]).toMatchObject({
    name: 'url',
    title: 'Address of Redmine',
    required: true,
    choices: null,
  })
  expect(kind('zoho-projects')?.settings.find(one => one.name === 'portal')?.required).toBe(true)
  expect(redirectUri).toMatch(/\/oauth\/callback$/)
})

describe('health and the fix', () => {
  test('a connection that the vendor does not let in says why', async () => {
    const id = await connected('locked', 'redmine', 'pm')
    await choresDue(pool, id, ['check'])
    await failed(id, 'check', 1, 'The key is refused.')
    expect((await shown('locked'))?.fix?.wrong).toContain('The key is refused.')
  })

  test('one that was paused says by whom', async () => {
    await connected('resting', 'redmine', 'pm')
    await perform(engine, connectionsPause, operator('Ada'), { connection: 'resting' })
    expect((await shown('resting'))?.fix?.wrong).toBe('Paused by Ada.')
    await expect(perform(engine, connectionsTest, operator(), { connection: 'resting' })).rejects.toThrow(
      'paused',
    )
  })

  test('one failure of a chore is no trouble yet, two are', async () => {
    const id = await connected('slow', 'redmine', 'pm')
    await choresDue(pool, id, ['sweep'])
    await failed(id, 'sweep', 1, 'The vendor is down.')
    expect((await shown('slow'))?.fix).toBeNull()
    await failed(id, 'sweep', 2, 'The vendor is down.')
    expect((await shown('slow'))?.fix?.wrong).toBe('The full comparison fails: The vendor is down.')
  })

  test('a connector that is no longer there is told', async () => {
    await connected('orphan', 'gone-vendor', 'crm')
    expect(await shown('orphan')).toMatchObject({
      title: 'gone-vendor',
      signIn: null,
      hooks: { are: 'none' },
    })
    expect((await shown('orphan'))?.fix?.wrong).toContain('no connector')
  })
})

describe('webhooks', () => {
  test('until when a vendor tells of changes is known', async () => {
    const id = await connected('heard', 'zoho-crm', 'crm')
    await hooksAreOn(pool, id, '2026-12-01T10:00:00.000Z')
    expect((await shown('heard'))?.hooks).toMatchObject({
      are: 'made',
      until: '2026-12-01T10:00:00Z',
      address: 'https://baton.example.test/hooks/heard',
    })
  })

  test('where Baton makes them, another secret is used and nobody is shown it', async () => {
    const before = await connectionByName(pool, 'heard')
    expect(await perform(engine, connectionsRotateHooks, operator(), { connection: 'heard' })).toMatchObject({
      secret: null,
    })
    const after = await connectionByName(pool, 'heard')
    expect(await engine.vault.open(after?.hookSecret ?? '')).not.toBe(
      await engine.vault.open(before?.hookSecret ?? ''),
    )
    expect((await shown('heard'))?.chores).toMatchObject([{ kind: 'subscribe' }])
  })

  test('where an admin sets them up, the secret is told once, and to no journal', async () => {
    await connected('by-hand', 'zoho-projects', 'pm')
    const { secret, address } = await perform(engine, connectionsRotateHooks, operator(), {
      connection: 'by-hand',
    })
    expect(address).toBe('https://baton.example.test/hooks/by-hand')
    const kept = await connectionByName(pool, 'by-hand')
    expect(await engine.vault.open(kept?.hookSecret ?? '')).toBe(secret)
    const told = await pool.query('select data::text from journal')
    expect(JSON.stringify(told.rows)).not.toContain(secret)
  })
})
