import type { Db } from './database.ts'

/** The day it is, in UTC, by the only clock that counts: nodes may be minutes apart, and their clocks may jump. */
export async function today(db: Db): Promise<string> {
  const found = await db.query<{ day: string }>({
    name: 'today',
    text: `select to_char(now() at time zone 'UTC', 'YYYY-MM-DD') as day`,
  })
  return found.rows[0]?.day ?? ''
}
