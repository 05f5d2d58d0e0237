import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { readEnvironment } from '../../src/cli/environment.ts'
import { program } from '../../src/cli/program.ts'
import { newMasterKey } from '../../src/engine/vault.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

let database: TestDatabase
const secret = newMasterKey()
const credentials = JSON.stringify({ clientId: 'id', clientSecret: 'hush', refreshToken: 'hush-too' })

beforeAll(async () => {
  database = await testDatabase()
})

/** Runs a command as a person would; answers what it said. Throws what the process would print and exit 1 for. */
async function baton(line: readonly string[], input = ''): Promise<string> {
  const said: string[] = []
  const shell = {
    environment: () => readEnvironment({ DATABASE_URL: database.url, BATON_SECRET: secret }),
    output: { say: (text: string) => void said.push(text), log: () => {} },
    input: async () => input,
    untilStopped: async () => {},
  }
  await program(shell).parseAsync([...line], { from: 'user' })
  return said.join('\n')
}

const crm = ['connect', 'crm', '--connector', 'zoho-crm', '--set', 'dc=eu', '--no-check']
const projects = [
  'connect',
  'projects',
  '--connector',
  'zoho-projects',
  '--set',
  'dc=eu',
  'portal=acme',
  '--no-check',
]

test('without connections it says what to do next', async () => {
  expect(await baton(['connections'])).toContain('baton connect')
})

test('credentials that are no JSON are refused, and not quoted back', async () => {
  const asked = baton(crm, 'hush')
  await expect(asked).rejects.toThrow('Standard input has to be JSON')
  await expect(asked).rejects.not.toThrow('hush')
})

test('an unknown connector is refused with those there are', async () => {
  const asked = baton(['connect', 'x', '--connector', 'nimbus'], credentials)
  await expect(asked).rejects.toThrow(/There are: .*zoho-crm, zoho-projects/)
})

test('a connection is added, shown as not proved yet, and its secrets are sealed', async () => {
  await baton(crm, credentials)
  expect(await baton(['connections'])).toContain('crm  zoho-crm  new  a node that runs proves it')
  const kept = await database.pool.query('select credentials from connection')
  expect(JSON.stringify(kept.rows)).not.toContain('hush')
})

test('a consent is begun for two products at once, and the client is asked for', async () => {
  const client = JSON.stringify({ clientId: 'id', clientSecret: 'hush' })
  const line = ['consent', 'sales=zoho-crm', 'work=zoho-projects', '--set', 'dc=eu', 'portal=acme']
  const said = await baton(line, client)
  expect(said).toMatch(/http:\/\/localhost:8080\/oauth\/start\?ticket=[\w-]{43}/)
  expect(said).toContain('http://localhost:8080/oauth/callback')
  await expect(baton([...line, 'colour=red'], client)).rejects.toThrow('the setting "colour". They have: dc')
  await expect(baton(line, 'hush')).rejects.toThrow('Standard input has to be JSON')
})

test('a mapping with mistakes is refused with each one at its line', async () => {
  const file = join(tmpdir(), `baton-${process.pid}.yaml`)
  await writeFile(
    file,
    'version: 1\nname: x\ntitle: X\ncrm: zoho-crm\npm: zoho-projects\naccuonts: {}\nflow: up\n',
  )
  const asked = baton(['mapping', 'check', file])
  await expect(asked).rejects.toThrow(`${file}:6:1`)
  await expect(asked).rejects.toThrow(`${file}:7:1`)
})

test('a mapping is switched on only with the connections it wants', async () => {
  const on = (pm: string) => baton(['mapping', 'on', 'mappings/zoho.yaml', '--crm', 'crm', '--pm', pm])
  await expect(on('nowhere')).rejects.toThrow('There is no connection "nowhere"')
  await expect(on('crm')).rejects.toThrow('The mapping wants zoho-projects as its pm')
  await baton(projects, credentials)
  const said = (await on('projects')).split('\n')
  expect(said[0]).toBe('The mapping "zoho" is on.')
  expect(said.slice(1)).toEqual([
    expect.stringMatching(/^note: "crm" is not proved yet.*baton doctor crm$/),
    expect.stringMatching(/^note: "projects" is not proved yet.*baton doctor projects$/),
  ])
})

test('a counterpart is asked for once a mapping is on, of a record that was read', async () => {
  const add = (id: string) => baton(['add', 'tasks', 'crm', id, '--mapping', 'zoho'])
  await expect(add('770000000000500009')).rejects.toThrow('Zoho CRM shows no task 770000000000500009.')
  expect((await database.pool.query('select from wish')).rowCount).toBe(0)
  await database.pool.query(
    `insert into sighting (connection, entity, row_id, fields)
     select id, 'task', '770000000000500003', '{}' from connection where name = 'crm'`,
  )
  expect(await add('770000000000500003')).toContain('Asked for')
  await expect(baton(['add', 'tasks', 'crm', '1', '--mapping', 'other'])).rejects.toThrow(
    'no mapping "other"',
  )
})

test('what is no kind of entry is said with those there are; undoing nothing is no success', async () => {
  await expect(baton(['journal', '--kind', 'nonsense'])).rejects.toThrow(
    /kind: has to be linked, created, .* or /,
  )
  const asked = await database.pool.query(`select id from journal where kind = 'asked' limit 1`)
  await expect(baton(['undo', '--entry', String(asked.rows[0]?.id)])).rejects.toThrow('Nothing is undone.')
})

test('mistakes in the environment are said all at once', () => {
  const wrong = { DATABASE_URL: 'mysql://x', BATON_PORT: '99999', BATON_SMTP_URL: 'nonsense' }
  for (const name of Object.keys(wrong)) expect(() => readEnvironment(wrong)).toThrow(name)
})
