import type { Db } from './database.ts'
import { utc } from './utc.ts'

/** A text that a mapping was switched on with. */
export interface MappingVersion {
  readonly id: string
  readonly by: string
  /** ISO 8601 in UTC. */
  readonly at: string
}

/** Keeps a text that is another one than the newest. */
export async function keepVersion(tx: Db, mapping: number, text: string, by: string): Promise<void> {
  await tx.query(
    `insert into mapping_version (mapping, text, by) select $1, $2, $3 where $2 is distinct from
       (select text from mapping_version where mapping = $1 order by id desc limit 1)`,
    [mapping, text, by],
  )
}

/** The newest first. */
export async function versionsOf(db: Db, mapping: number, most = 50): Promise<MappingVersion[]> {
  const found = await db.query<MappingVersion>(
    `select id, by, ${utc('at')} as at from mapping_version where mapping = $1 order by id desc limit $2`,
    [mapping, most],
  )
  return found.rows
}

export async function versionText(db: Db, mapping: number, id: string): Promise<string | null> {
  const found = await db.query<{ text: string }>(
    'select text from mapping_version where mapping = $1 and id = $2',
    [mapping, id],
  )
  return found.rows[0]?.text ?? null
}
