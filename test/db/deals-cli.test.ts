import { beforeAll, expect, test } from 'vitest'
import { readEnvironment } from '../../src/cli/environment.ts'
import { program } from '../../src/cli/program.ts'
import type { Fields, Side } from '../../src/core/value.ts'
import { newMasterKey } from '../../src/engine/vault.ts'
import { connectionReady, saveConnection } from '../../src/store/connections.ts'
import { recordSightings } from '../../src/store/sightings.ts'
import { testDatabase } from '../support/database.ts'
import { shippedText } from '../support/shipped-mapping.ts'
import { linked, mapped } from './ground.ts'

const { url, pool } = await testDatabase()
const secret = newMasterKey()

/** Runs a command as a person would; answers what it said, also where it then failed. */
const baton = (...line: readonly string[]) => batonAsTyped(...line, '--mapping', 'zoho')

async function batonAsTyped(...line: readonly string[]): Promise<string> {
  const said: string[] = []
  const shell = {
    environment: () => readEnvironment({ DATABASE_URL: url, BATON_SECRET: secret }),
    output: { say: (text: string) => void said.push(text), log: () => {} },
    input: async () => '',
    untilStopped: async () => {},
  }
  await program(shell)
    .parseAsync([...line], { from: 'user' })
    .catch((error: Error) => void said.push(`failed: ${error.message}`))
  return said.join('\n')
}

async function connected(name: string, connector: string, side: Side): Promise<number> {
  const asked = { name, connector, side, settings: {}, credentials: '', hookSecret: '' }
  const { id } = await saveConnection(pool, asked)
  await connectionReady(pool, id, { account: name, userId: 'us', facts: {} })
  return id
}

beforeAll(async () => {
  const crm = await connected('crm', 'zoho-crm', 'crm')
  const pm = await connected('pm', 'zoho-projects', 'pm')
  const mapping = await mapped(pool, { crm, pm }, 'zoho', 1, shippedText)
  await linked(pool, mapping, [['a1', 'c1']])
  await linked(pool, mapping, [['d1', 'p1']], 'deals')
  const seen = (connection: number, entity: string, id: string, fields: Fields) => ({
    ...{ connection, entity, id, fields },
    matchKey: null,
  })
  await recordSightings(pool, [
    seen(crm, 'deal', 'd1', { title: 'Roll-out', won: true, account: 'a1' }),
    seen(crm, 'deal', 'd2', { title: 'Renewal', won: true, account: 'a1' }),
    seen(pm, 'task', 't1', { title: 'Kick-off', project: 'p1' }),
    seen(pm, 'task', 't2', { title: 'Elsewhere', project: 'p9' }),
  ])
})

test('won deals are listed with their projects, or why there is none', async () => {
  expect(await baton('deals', 'list')).toBe(
    'd1  "Roll-out"  has the project  p1\nd2  "Renewal"  won, and not taken in',
  )
  expect(JSON.parse(await baton('deals', 'list', '--json')).items).toMatchObject([
    { deal: 'd1', state: { is: 'made', project: 'p1' } },
    { deal: 'd2', state: { is: 'offered' } },
  ])
})

test('a project is shown before it is made, and a form that cannot be is refused', async () => {
  const shown = await baton(
    'deals',
    'create',
    'd2',
    '--preview',
    '--name',
    'Own name',
    '--start',
    '2027-01-04',
  )
  expect(shown).toContain('  Name: "Own name"\n')
  expect(shown).toContain('  Start date: "2027-01-04"')
  expect(shown).toContain('  End date: "2027-03-05"')
  expect(await baton('deals', 'create', 'd2', '--start', 'soon')).toContain('failed: form.start')
})

test('an older won deal is taken in, and its progress can be asked', async () => {
  expect(await baton('deals', 'take-in', 'd2', 'd9')).toBe(
    'd2  asked for; a running node makes it\nd9  was not read yet',
  )
  expect(await baton('deals', 'progress', 'd2')).toBe('d2  "Renewal"  asked for; a running node makes it')
})

test('tasks are added, each or told why not, and the command then fails', async () => {
  expect(await baton('tasks', 'offers', 'pm', 't1')).toBe('deals  d1  "Roll-out"\naccounts  a1  null')
  expect(await baton('tasks', 'add-to-crm', 't1', 't2')).toBe(
    't1  asked for, on deals d1\n' +
      't2  not added: Its project belongs to no mapped account. Map the client of the project first.\n' +
      'failed: 1 of 2 could not be added.',
  )
  expect(await baton('tasks', 'add-to-pm', 'nowhere')).toContain('nowhere  not added: It is not there')
})

test('a project is made from an account, however often it is asked for, and is listed with who asked', async () => {
  expect(await baton('accounts', 'projects')).toBe('Nobody has asked for any.')
  const create = [
    'accounts',
    'create-project',
    'a1',
    '--template',
    'Onboarding',
    '--name',
    'Zylker set-up',
  ] as const
  expect(await baton(...create)).toBe('a1  asked  (asked by command line)')
  expect(await baton(...create)).toBe('a1  asked  (asked by command line)')
  expect(await baton('accounts', 'projects')).toBe('a1  asked  (asked by command line)')
  expect(await baton('accounts', 'create-project', 'nowhere')).toContain('failed: ')
})

test('where one mapping is in use it need not be named; where several are, they are', async () => {
  expect(await batonAsTyped('accounts', 'projects')).toBe(await baton('accounts', 'projects'))
  await pool.query(
    `insert into mapping (name, text, crm, pm, state) select 'other', text, crm, pm, 'paused' from mapping where name = 'zoho'`,
  )
  expect(await batonAsTyped('accounts', 'projects')).toBe(
    'failed: Several mappings are in use: other, zoho. Say which with --mapping.',
  )
  await pool.query(`update mapping set state = 'off'`)
  expect(await batonAsTyped('accounts', 'projects')).toContain('failed: No mapping is in use.')
})
