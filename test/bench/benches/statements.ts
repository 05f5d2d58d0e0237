import type { Pool } from '../../../src/store/database.ts'
import { countingPool } from '../../db/counting-pool.ts'
import { type Bench, figure } from '../bench.ts'
import { announced, drained } from '../work.ts'
import { openWorld, type World } from '../world.ts'

/** Statements, rows and bytes for each change, beside a loop that remembers each change by itself. */
export const statements: Bench = {
  name: 'statements',
  title: 'statements, rows and bytes for a change',
  seconds: 12,
  limit:
    'A pass asks about a hundred keys at once, so what is left is what has to be kept: an intent, a journal entry, the bases and the key itself, written and cleared.',
  run: async run => {
    const world = await openWorld(run, {
      amounts: { accounts: 10, deals: 20, tasks: run.scaled(5000, 200) },
      bulk: { crm: 100, pm: 1 },
    })
    const changes = run.scaled(5000, 200)
    const ours = await throughPasses(world, changes)
    const least = await oneByOne(world, changes)
    return [
      figure(per('SQL statements per change', 'statements', ours.statements, least.statements, changes), {
        words: 'at most 0.2',
        holds: one => one.value <= 0.2,
      }),
      figure(per('rows written per change', 'rows', ours.rows, least.rows, changes)),
      figure(per('bytes of write-ahead log per change', 'bytes', ours.bytes, least.bytes, changes)),
    ]
  },
}

const barely = 'one update of the link and one journal entry for each change, each a statement'

function per(what: string, unit: string, ours: number, least: number, changes: number) {
  return { what, unit, value: ours / changes, baseline: { what: barely, value: least / changes } }
}

interface Cost {
  readonly statements: number
  readonly rows: number
  readonly bytes: number
}

async function throughPasses(world: World, changes: number): Promise<Cost> {
  await world.edit('crm', 1, changes, 'Edited once.')
  await announced(world, 'crm', 1, changes)
  const counting = countingPool(world.engine.pool)
  return costOf(world.engine.pool, async () => {
    counting.start()
    const keys = await drained(world, { ...world.engine, pool: counting.pool })
    if (keys < changes) throw new Error(`${keys} of ${changes} changes came through.`)
    return counting.statements().length
  })
}

function oneByOne({ engine, mapping }: World, changes: number): Promise<Cost> {
  return costOf(engine.pool, async () => {
    for (let at = 1; at <= changes; at++) {
      await engine.pool.query({
        name: 'bench-link',
        text: `update link set crm_base = jsonb_set(crm_base, '{note}', '"again"'),
          pm_base = jsonb_set(pm_base, '{note}', '"again"'), verified_at = now()
          where mapping = $1 and pair = 'tasks' and crm_id = $2`,
        values: [mapping, String(at)],
      })
      await engine.pool.query({
        name: 'bench-journal',
        text: `insert into journal (mapping, pair, key, kind, data) values ($1, 'tasks', $2, 'bench', '{"note": "again"}')`,
        values: [mapping, `link:${at}`],
      })
    }
    return 2 * changes
  })
}

async function costOf(pool: Pool, work: () => Promise<number>): Promise<Cost> {
  const before = await written(pool)
  const statements = await work()
  const after = await written(pool)
  return { statements, rows: after.rows - before.rows, bytes: after.bytes - before.bytes }
}

async function written(pool: Pool): Promise<Pick<Cost, 'rows' | 'bytes'>> {
  // Each connection tells its counts when it has been idle for a while; asking for them at once needs all to be flushed.
  const idle = await Promise.all(Array.from({ length: pool.totalCount }, () => pool.connect()))
  for (const client of idle) await client.query('select pg_stat_force_next_flush()')
  for (const client of idle) client.release()
  const found = await pool.query<Pick<Cost, 'rows' | 'bytes'>>(
    `select (select sum(n_tup_ins + n_tup_upd + n_tup_del)::float8 from pg_stat_user_tables) as rows,
       pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 as bytes`,
  )
  return found.rows[0] ?? { rows: 0, bytes: 0 }
}
