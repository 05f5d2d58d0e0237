import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Db, openDatabase } from '../../src/store/database.ts'

/** Where each node reads how far its clock is off, in the order of the nodes: the one for webhooks, and two that work. */
const files = ['first-web', 'first-worker', 'second-worker'] as const

/** What a node is started with so that its clock can be set; `which` of two sets of nodes it belongs to. */
export function clockVariables(folder: string, which: 'first' | 'second') {
  const module = fileURLToPath(new URL('./skewed-clock.ts', import.meta.url))
  return { CHAOS_CLOCK: join(folder, which), NODE_OPTIONS: `--import=${module}` }
}

/** Sets the clock of a node so far off from the machine's. */
export async function setNodeClock(folder: string, node: number, seconds: number): Promise<void> {
  await writeFile(join(folder, files[node] ?? files[0]), String(seconds * 1000))
}

/** Makes the clock of a database one that can be set: by a setting of its server, which a restart keeps. */
export async function settableClock(databaseUrl: string): Promise<void> {
  const ahead = `coalesce(current_setting('chaos.ahead', true), '0')::interval`
  const pool = openDatabase(databaseUrl, 1)
  await pool.query(
    `set allow_system_table_mods = on;
     create or replace function pg_catalog.now() returns timestamptz language sql stable parallel safe
       as $$ select transaction_timestamp() + ${ahead} $$;
     create or replace function pg_catalog.clock_timestamp() returns timestamptz language sql volatile parallel safe
       as $$ select timeofday()::timestamptz + ${ahead} $$;`,
  )
  await pool.end()
}

/** Sets the database's clock so far off from the machine's, for everybody at once. */
export async function setDatabaseClock(db: Db, seconds: number): Promise<void> {
  await db.query(`alter system set chaos.ahead = '${seconds} s'`)
  await db.query('select pg_reload_conf()')
}
