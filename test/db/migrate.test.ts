import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { runner } from 'node-pg-migrate'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { createDatabase, dropDatabase } from '../../src/store/copies.ts'
import { dumpSchema } from '../../src/store/dump-schema.ts'
import { migrate, migrationsOf, whyUnfitNow } from '../../src/store/migrate.ts'
import { testDatabase } from '../support/database.ts'
import { names } from './ground.ts'

const own = await testDatabase()
const made: string[] = []
afterAll(() => Promise.all(made.map(dropDatabase)))

/** A database with nothing in it. */
async function empty(name: string): Promise<string> {
  const url = await createDatabase(own.url, `migrate_${name}_${process.pid}`)
  made.push(url)
  return url
}

async function inDatabase<T extends pg.QueryResultRow>(url: string, statement: string): Promise<T[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query<T>(statement)).rows
  } finally {
    await client.end()
  }
}
const applied = (url: string) =>
  inDatabase<{ name: string }>(url, 'select name from baton.migration order by id')

const upToDate = await dumpSchema(own.url)

test('what the migrations come to is what migrations/schema.sql says; if not, run `npm run schema`', async () => {
  const committed = await readFile(new URL('../../migrations/schema.sql', import.meta.url), 'utf8')
  expect(upToDate).toBe(committed)
})

test('nodes that start at once on an empty database end with one schema, each migration applied once', async () => {
  const url = await empty('crowd')
  await Promise.all(names('', 6).map(() => migrate(url)))
  expect(await dumpSchema(url)).toBe(upToDate)
  const once = await applied(url)
  expect(new Set(once.map(one => one.name)).size).toBe(once.length)
  await migrate(url)
  expect(await applied(url)).toEqual(once)
})

const dir = fileURLToPath(new URL('../../migrations', import.meta.url))

/** A database as it was after so many migrations. */
async function after(name: string, count: number): Promise<string> {
  const url = await empty(name)
  const only = {
    direction: 'up',
    count,
    migrationsTable: 'migration',
    schema: 'baton',
    createSchema: true,
  } as const
  await runner({ databaseUrl: url, dir, ignorePattern: 'schema.sql', log: () => {}, ...only })
  expect((await applied(url)).length).toBe(count)
  return url
}

test('a database of an earlier version is brought to this one', async () => {
  const url = await after('earlier', 1)
  await Promise.all(names('', 3).map(() => migrate(url)))
  expect(await dumpSchema(url)).toBe(upToDate)
})

test('a sweep that was under way before stretches were kept begins anew, and misses nothing of what it has passed', async () => {
  const earlier = (await readdir(dir)).filter(file => file < '000046')
  const url = await after('swept', earlier.length)
  await inDatabase(
    url,
    `with c as (insert into baton.connection (name, connector, side, settings, credentials, hook_secret)
       values ('crm', 'x', 'crm', '{}', '', '') returning id)
     insert into baton.chore (connection, kind, entity, cursor) select id, kind, 'task', 'page 7' from c, unnest('{sweep,pull}'::text[]) kind`,
  )
  await migrate(url)
  expect(await inDatabase(url, 'select kind, cursor from baton.chore order by kind')).toEqual([
    { kind: 'pull', cursor: 'page 7' },
    { kind: 'sweep', cursor: null },
  ])
})

test('a database that a newer version has changed is refused in words, and left as it is', async () => {
  const url = await empty('newer')
  await migrate(url)
  await inDatabase(
    url,
    `insert into baton.migration (name, run_on) values ('999998_a', now()), ('999999_b', now())`,
  )
  const before = await applied(url)
  await expect(migrate(url)).rejects.toThrow(
    'This database was changed by a newer Baton (999998_a, 999999_b). Start that version, or a newer one.',
  )
  expect(await applied(url)).toEqual(before)
  expect(await dumpSchema(url)).toBe(upToDate)
})

test('a node that knows fewer migrations than its database has had by now is told so, whatever lies in its folder', async () => {
  const known = await migrationsOf(own.pool)
  expect(await whyUnfitNow(own.pool, known)).toBeNull()
  const why = await whyUnfitNow(own.pool, known.slice(0, -1))
  expect(why?.message).toContain(`changed by a newer Baton (${known.at(-1)})`)
})

test('tables of somebody else in the same database are left alone', async () => {
  const url = await empty('shared')
  await inDatabase(url, `create table mapping (mine text); insert into mapping values ('still here')`)
  await migrate(url)
  expect(await dumpSchema(url)).toBe(upToDate)
  expect(await inDatabase(url, 'select * from public.mapping')).toEqual([{ mine: 'still here' }])
})

test('a migration that fails leaves nothing of itself behind', async () => {
  const url = await empty('failing')
  await inDatabase(url, 'create schema baton; create table baton.wait (mine text)')
  await expect(migrate(url)).rejects.toThrow()
  expect(await applied(url)).toEqual([])
  await inDatabase(url, 'drop table baton.wait')
  await migrate(url)
  expect(await dumpSchema(url)).toBe(upToDate)
})
