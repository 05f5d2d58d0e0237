import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exits } from '../../src/cli/command-error.ts'
import { newMasterKey } from '../../src/engine/vault.ts'
import { connectionsConnect } from '../../src/engine/verbs/connections-connect.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { webApp } from '../../src/web/app.ts'
import { type Listening, listen } from '../../src/web/listen.ts'
import { testDatabase } from '../support/database.ts'
import { testEngine } from '../support/engine.ts'
import { ran } from '../support/shell.ts'

const { engine, logged } = await testEngine()
let web: Listening
beforeAll(async () => {
  web = await listen(webApp(engine), 0, '127.0.0.1')
  const credentials = { clientId: 'id', clientSecret: 'hush', refreshToken: 'hush-too' }
  const ask = { name: 'crm', connector: 'zoho-crm', settings: { dc: 'eu' }, credentials }
  await perform(engine, connectionsConnect, operator(), ask)
})
afterAll(() => web.close())

/** No stack, no path of ours, no name of a package. */
const telling = /node_modules|\.ts\b|\n\s+at /

describe('a webhook', () => {
  const deliveries: readonly (readonly [string, string, RequestInit, number])[] = [
    ['of 10 MB', 'crm', { method: 'POST', body: 'x'.repeat(10_000_000) }, 413],
    ['without a signature', 'crm', { method: 'POST', body: '{}' }, 401],
    ['with a wrong one', 'crm', { method: 'POST', body: '{"token":"guess"}' }, 401],
    ['for a connection that is not there', 'nowhere', { method: 'POST', body: '{}' }, 404],
    ['for a connection with an odd name', '%00%ff', { method: 'POST', body: '{}' }, 400],
    [
      'in a form that nobody can unpack',
      'crm',
      { method: 'POST', body: 'x', headers: { 'content-encoding': 'gzip' } },
      400,
    ],
  ]
  test.each(deliveries)(
    '%s is refused, believed in nothing, and the node goes on',
    async (_, to, delivery, status) => {
      const response = await fetch(`${web.url}/hooks/${to}`, delivery)
      const text = await response.text()
      expect([response.status, response.headers.get('content-type')]).toEqual([
        status,
        expect.stringContaining('problem+json'),
      ])
      expect(text).not.toMatch(telling)
      expect((await engine.pool.query('select from signal')).rowCount).toBe(0)
      expect((await fetch(`${web.url}/readyz`)).status).toBe(200)
    },
  )
})

describe('a node', () => {
  const secret = newMasterKey()
  const start = async (variables: Readonly<Record<string, string>>) => {
    const { url } = await testDatabase()
    const untilStopped = () => new Promise<void>(() => {})
    return ran(['start', '--role', 'web'], {
      untilStopped,
      variables: { DATABASE_URL: url, BATON_SECRET: secret, ...variables },
    })
  }

  test('whose port is taken says so, lets its database go, and ends', async () => {
    const { exit, err } = await start({ BATON_PORT: String(web.port) })
    expect(exit).toBe(exits.unreachable)
    expect(err).toContain(`Port ${web.port} of 127.0.0.1 is taken.`)
    expect(err).not.toMatch(telling)
  })

  test('with another secret than its database says so and pauses nothing', async () => {
    const { database, user, password, port } = engine.pool.options
    const url =
      engine.pool.options.connectionString ?? `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`
    const { exit, err } = await start({ DATABASE_URL: url, BATON_PORT: '0' })
    expect(exit).toBe(exits.settings)
    expect(err).toContain('was sealed with another secret')
    expect(err).not.toMatch(telling)
    const { rows } = await engine.pool.query('select state from connection')
    expect(rows).toEqual([{ state: 'new' }])
  })
})

test('no secret stands in the log of all this', () => {
  expect(logged()).not.toContain('hush')
})
