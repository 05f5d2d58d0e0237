import type { Pool } from '../../src/store/database.ts'

/** Every row of every table as text, by table: to say what changed, or what must not stand anywhere. */
export async function dumpTables(pool: Pool): Promise<Readonly<Record<string, readonly string[]>>> {
  const tables = await pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'baton' order by table_name`,
  )
  const dumped = await Promise.all(tables.rows.map(({ name }) => dumpTable(pool, name)))
  return Object.fromEntries(dumped)
}

async function dumpTable(pool: Pool, name: string): Promise<[string, string[]]> {
  const rows = await pool.query<{ text: string }>(`select t::text as text from baton."${name}" t order by 1`)
  return [name, rows.rows.map(row => row.text)]
}
