import type { Pool } from '../../src/store/database.ts'

/** Everything that is kept, but for what a sweep writes even without news: its place, and what it could check. */
export async function kept(pool: Pool): Promise<unknown> {
  const tables = [
    'hold',
    'episode',
    'outbox',
    'signal',
    'dirty',
    'sighting',
    'wish',
    'intent',
    'tombstone',
    'brake',
  ]
  const all = await Promise.all(
    tables.map(table => pool.query(`select * from ${table} order by 1, 2, 3`).then(found => found.rows)),
  )
  const journal = await pool.query(`select * from journal where kind <> 'asked' order by id`)
  const links = await pool.query('select * from link order by id')
  return [...all, journal.rows, links.rows]
}
