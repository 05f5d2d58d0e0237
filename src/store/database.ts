import pg from 'pg'

export type Pool = pg.Pool
/** A pool, or one client inside a transaction. */
export type Db = Pick<pg.Pool, 'query'>

/** All of Baton's tables live in this schema, so that it can share a database. */
export const schema = 'baton'

export function openDatabase(url: string, max = 10): Pool {
  const pool = new pg.Pool({ connectionString: url, max, options: `-c search_path=${schema}` })
  pool.on('error', () => {})
  // Without a listener on a checked-out client, a restart of the database ends the process.
  pool.on('connect', client => client.on('error', () => {}))
  return pool
}

/** Throws when the database cannot be reached. */
export async function reach(db: Db): Promise<void> {
  await db.query('select 1')
}

export async function inTransaction<T>(pool: Pool, work: (tx: Db) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    broken = await rolledBack(client)
    throw error
  } finally {
    client.release(broken)
  }
}

async function rolledBack(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback')
    return undefined
  } catch (error) {
    return error as Error
  }
}
