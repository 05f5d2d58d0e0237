import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { type Db, schema } from './database.ts'

const dir = fileURLToPath(new URL('../../migrations', import.meta.url))
/** Beside the migrations stands what they come to; that is for reading, not for running. */
const isMigration = '\\d+_.*\\.sql'

/** The database is further than this version, its server too old, or none can be started here. */
export class UnfitDatabase extends Error {}

/**
 * Brings the database to this version. Safe when several nodes start at once: the others wait for the first.
 * Refuses a database that a newer version has already changed. Answers the migrations that this version knows.
 */
export async function migrate(url: string): Promise<readonly string[]> {
  const ours = await migrationNames()
  const theirs = await appliedMigrations(url)
  const unfit = changedByNewer(ours, theirs)
  if (unfit) throw unfit
  if (theirs.length < ours.length) await applyMissing(url)
  return ours
}

/** Whether a newer version has changed the database since it had these migrations; null: it has not. */
export async function whyUnfitNow(db: Db, known: readonly string[]): Promise<UnfitDatabase | null> {
  return changedByNewer(known, await migrationsOf(db))
}

/** The migrations that a database has had. */
export async function migrationsOf(db: Pick<Db, 'query'>): Promise<string[]> {
  const applied = await db.query<{ name: string }>(`select name from ${schema}.migration order by name`)
  return applied.rows.map(row => row.name)
}

function changedByNewer(ours: readonly string[], theirs: readonly string[]): UnfitDatabase | null {
  const newer = theirs.filter(name => !ours.includes(name))
  if (newer.length === 0) return null
  return new UnfitDatabase(
    `This database was changed by a newer Baton (${newer.join(', ')}). Start that version, or a newer one.`,
  )
}

async function migrationNames(): Promise<string[]> {
  const files = await readdir(dir)
  return files
    .filter(file => new RegExp(`^${isMigration}$`).test(file))
    .map(file => file.replace(/\.sql$/, ''))
    .sort()
}

async function appliedMigrations(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await refuseOldServer(client)
    const found = await client.query(`select to_regclass('${schema}.migration') is not null as is_there`)
    if (found.rows[0]?.is_there !== true) return []
    return await migrationsOf(client)
  } finally {
    await client.end()
  }
}

/** Intervals may be infinite since 17, which what is due counts on. */
const oldestServer = 17

async function refuseOldServer(client: pg.Client): Promise<void> {
  const found = await client.query<{ major: number }>(
    `select current_setting('server_version_num')::int / 10000 as major`,
  )
  const major = found.rows[0]?.major ?? 0
  if (major < oldestServer)
    throw new UnfitDatabase(`This is PostgreSQL ${major}. Baton needs ${oldestServer} or newer.`)
}

async function applyMissing(url: string): Promise<void> {
  const { runner } = await import('node-pg-migrate')
  await runner({
    databaseUrl: url,
    dir,
    ignorePattern: `(?!${isMigration}$).*`,
    direction: 'up',
    migrationsTable: 'migration',
    schema,
    createSchema: true,
    advisoryLockMode: 'wait',
    log: () => {},
  })
}
