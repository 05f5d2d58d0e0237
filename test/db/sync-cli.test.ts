import { readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { exits } from '../../src/cli/command-error.ts'
import { runSandbox } from '../../src/cli/sandbox.ts'
import { newMasterKey } from '../../src/engine/vault.ts'
import { testDatabase } from '../support/database.ts'
import { ran, type ShellOptions } from '../support/shell.ts'
import { until } from './until.ts'

const { url, pool } = await testDatabase()
const variables = { DATABASE_URL: url, BATON_SECRET: newMasterKey() }
const never = () => new Promise<void>(() => {})
const baton = (line: string, options: Partial<ShellOptions> = {}) =>
  ran(line.split(' '), { variables, untilStopped: never, ...options })
const file = 'mappings/zoho.yaml'

beforeAll(async () => {
  const input = JSON.stringify({ clientId: 'id', clientSecret: 'hush', refreshToken: 'hush-too' })
  await baton('connect crm --connector zoho-crm --no-check --set dc=eu', { input })
  await baton('connect projects --connector zoho-projects --no-check --set dc=eu portal=zylker', { input })
  await baton(`mapping on ${file} --crm crm --pm projects`)
})

/** What a node does, as far as waiting for it goes. */
async function everythingIsDone() {
  await pool.query(`update chore set due_at = now() + interval '1 h', token = null, cursor = null`)
  await pool.query('delete from signal')
  await pool.query('delete from dirty')
}

async function keysAreDue(...keys: readonly string[]) {
  await pool.query(
    `insert into dirty (mapping, key, shard) select m.id, k, 0 from mapping m, unnest($1::text[]) k`,
    [keys],
  )
}

describe('sync', () => {
  test('has everything read now, tells what is due in plain lines, and ends when all is done', async () => {
    await everythingIsDone()
    const lines: string[] = []
    const running = baton('sync zoho', { says: line => lines.push(line) })
    await until('it reads', () => lines.some(line => line.startsWith('reading crm account')))
    await keysAreDue('crm:tasks:1', 'crm:tasks:2')
    await until('it says what is due', () => lines.some(line => line.includes('2 rows are due')))
    await everythingIsDone()
    expect(await running).toMatchObject({
      exit: 0,
      out: expect.stringContaining('zoho: all is carried across; 0 links.'),
    })
  })

  test('does not wait for what failed, or waits for something else, and is only looked at again later', async () => {
    await everythingIsDone()
    const running = baton('sync zoho')
    const reads = `select from chore where due_at <= now()`
    await until('it reads', async () => ((await pool.query(reads)).rowCount ?? 0) > 0)
    await keysAreDue('new:deals:crm:1', 'new:tasks:crm:2')
    await pool.query(
      `update dirty set run_at = now() + interval '10 min', attempts = case key when 'new:deals:crm:1' then 4 else 0 end,
       last_error = case key when 'new:deals:crm:1' then 'no such template' end`,
    )
    await pool.query(
      `insert into hold (mapping, key, field, code, detail) select mapping, key, '', 'hold/waits', 'its deal' from dirty where attempts = 0`,
    )
    await pool.query(`update chore set due_at = now() + interval '1 h', token = null, cursor = null`)
    await pool.query('delete from signal')
    expect(await running).toMatchObject({
      exit: 0,
      out: expect.stringContaining(
        'all else is carried across; 0 links, 2 rows are tried again later (baton failing)',
      ),
    })
    await pool.query('delete from hold')
  })

  test('with --full, everything is compared', async () => {
    await everythingIsDone()
    const running = baton('sync --full --json')
    const due = `select 1 from chore where kind = 'sweep' and due_at <= now()`
    await until('sweeps are due', async () => ((await pool.query(due)).rowCount ?? 0) > 0)
    await everythingIsDone()
    const { exit, out } = await running
    expect(exit).toBe(0)
    expect(JSON.parse(out)).toMatchObject([{ mapping: 'zoho', links: 0 }])
  })

  test('is left alone by whoever stops it: the work goes on, and it says so', async () => {
    await everythingIsDone()
    const told = await baton('sync', { untilStopped: async () => {} })
    expect(told.exit).toBe(exits.interrupted)
    expect(told.err).toContain('The work goes on')
    expect(
      (await pool.query(`select 1 from chore where kind = 'pull' and due_at <= now()`)).rowCount,
    ).toBeGreaterThan(0)
  })

  test('of a mapping that is not there is refused', async () => {
    expect(await baton('sync nimbus')).toMatchObject({
      exit: exits.refused,
      err: 'There is no mapping "nimbus".\n',
    })
  })
})

describe('mapping diff', () => {
  const changedFile = async (change: (text: string) => string) => {
    const path = join(tmpdir(), `baton-diff-${process.pid}.yaml`)
    await writeFile(path, change(await readFile(file, 'utf8')))
    return path
  }
  const changes: readonly (readonly [string, (text: string) => string, readonly string[]])[] = [
    ['nothing', text => `# only words\n${text}`, ['Nothing changes: "zoho" is on']],
    [
      'a choice of a field',
      text => text.replace('pm: dueDate,     tie: pm', 'pm: dueDate,     tie: newest'),
      ['tasks, field dueDate: tie  pm becomes newest', 'Whose edit stays'],
    ],
    [
      'a default that is said',
      text => text.replace('tie: pm }', 'tie: pm, flow: both }'),
      ['Nothing changes'],
    ],
    [
      'a field that goes',
      text => text.replace(/^.*crm: priority.*\n/m, ''),
      ['tasks, field priority  no longer: {"pm":"priority"'],
    ],
    [
      'rules',
      text => text.replace('[strict-schedule, closed-parent]', '[strict-schedule]'),
      ['tasks: rules  ["strict-schedule","closed-parent"] becomes ["strict-schedule"]'],
    ],
    [
      'a word of a table',
      text => text.replace('Deferred: [On Hold, Delayed]', 'Deferred: Delayed'),
      ['tables, status: Deferred  ["On Hold","Delayed"] becomes Delayed'],
    ],
    ['a new name', text => text.replace('name: zoho\n', 'name: other\n'), ['"other" is new']],
  ]
  test.each(changes)('says in plain words what changes: %s', async (_, change, words) => {
    const { out, exit } = await baton(`mapping diff ${await changedFile(change)}`)
    expect(exit).toBe(0)
    for (const word of words) expect(out).toContain(word)
  })

  test('of a file with mistakes says them', async () => {
    const { exit, err } = await baton(
      `mapping diff ${await changedFile(text => text.replace('tie: pm', 'tie: luck'))}`,
    )
    expect(exit).toBe(exits.usage)
    expect(err).toContain('`tie` is `luck`')
  })
})

describe('answers in JSON are one document', () => {
  const lines = [
    'connections',
    'mapping list',
    `mapping check ${file}`,
    'migrate',
    'tokens list',
    'users list',
    'holds list',
    'journal',
    'failing',
    'mapping drift',
    'deals list --mapping zoho',
    'accounts list --mapping zoho',
    'people list',
    `mapping diff ${file}`,
  ]
  test.each(lines)('%s', async line => {
    const { out, err, exit } = await baton(`${line} --json`)
    expect([exit, err]).toEqual([0, ''])
    expect(JSON.parse(out)).toBeInstanceOf(Object)
  })

  test('and mistakes of a mapping are data, each with its place', async () => {
    const path = join(tmpdir(), `baton-bad-${process.pid}.yaml`)
    await writeFile(path, 'version: 1\nname: x\ntitle: X\ncrm: zoho-crm\npm: zoho-projects\naccuonts: {}\n')
    const { err, exit, out } = await baton(`mapping check ${path} --json`)
    expect([exit, out]).toEqual([exits.usage, ''])
    expect(JSON.parse(err).error).toMatchObject({
      code: 'mapping/mistakes',
      details: expect.arrayContaining([expect.objectContaining({ file: path, line: 6, column: 1 })]),
    })
  })
})

test('check asks the vendors, and ends with 1 where one does not let us in', async () => {
  const hosts = 'www.zohoapis.eu=http://127.0.0.1:1,accounts.zoho.eu=http://127.0.0.1:1'
  const told = await ran(['check', 'crm', '--json'], { variables: { ...variables, BATON_HOSTS: hosts } })
  expect(told.exit).toBe(exits.refused)
  expect(JSON.parse(told.out)).toMatchObject([{ connection: 'crm', is: 'out', why: expect.any(String) }])
})

const outcomes = [
  ['applied', 0, 'It says what was looked at: the mapping is on.', ''],
  ['changed', exits.refused, 'See what has changed', 'Nothing was done: it would not be what was looked at.'],
] as const
test.each(outcomes)('apply waits for a node, and ends with %s as %d', async (outcome, exit, out, err) => {
  await pool.query(`update connection set state = 'ready'`)
  const { rows } = await pool.query(
    `insert into preview (name, text, crm, pm, by, state) select name, text, crm, pm, 'Ada', 'done' from mapping returning id`,
  )
  const running = baton(`mapping apply ${rows[0].id}`)
  const ends = `update preview set state = 'done', outcome = $1 where applies = $2`
  await until('it is asked for', async () => (await pool.query(ends, [outcome, rows[0].id])).rowCount === 1)
  const told = await running
  expect(told.exit).toBe(exit)
  expect(told.out).toContain(out)
  expect(told.err.trim()).toBe(err)
})

test('connect says that the vendor lets us in, or keeps the connection and says why it does not', async () => {
  const { hosts, sandbox, close } = await runSandbox('espocrm')
  const set = Object.entries(sandbox.settings).map(([name, value]) => `${name}=${value}`)
  const asked = (credentials: object) =>
    baton(`connect espo --connector espocrm --set ${set.join(' ')}`, {
      variables: { ...variables, BATON_HOSTS: hosts },
      input: JSON.stringify(credentials),
    })
  const wrong = await asked({ key: 'mistyped' })
  expect(wrong).toMatchObject({ exit: exits.refused, out: '' })
  expect(wrong.err).toContain('"espo" is kept, but its vendor does not let us in: ')
  expect(wrong.err).not.toContain('mistyped')
  const right = await asked(sandbox.credentials)
  expect(right).toMatchObject({
    exit: 0,
    out: expect.stringContaining('"espo" is kept, and its vendor lets us in: '),
  })
  await close()
})
