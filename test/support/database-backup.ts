import type { Pool } from '../../src/store/database.ts'

/** All tables of Baton as they are now. `restore` puts them back, as a backup that was restored would. */
export async function backUp(pool: Pool): Promise<{ restore(): Promise<void> }> {
  await pool.query('drop schema if exists backup cascade')
  await pool.query('create schema backup')
  const found = await pool.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'baton'`,
  )
  const tables = found.rows.map(row => row.name)
  for (const table of tables) await pool.query(`create table backup."${table}" as table baton."${table}"`)
  return { restore: () => restore(pool, tables) }
}

async function restore(pool: Pool, tables: readonly string[]): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query(`set local session_replication_role = replica`)
    await client.query(`truncate ${tables.map(table => `baton."${table}"`).join(', ')} cascade`)
    for (const table of tables) {
      const columns = await client.query<{ name: string }>(
        `select quote_ident(column_name) as name from information_schema.columns
         where table_schema = 'baton' and table_name = $1 and is_generated = 'NEVER'`,
        [table],
      )
      const names = columns.rows.map(row => row.name).join(', ')
      await client.query(
        `insert into baton."${table}" (${names}) overriding system value select ${names} from backup."${table}"`,
      )
    }
    await client.query('commit')
  } finally {
    client.release()
  }
}
