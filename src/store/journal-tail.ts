import type { Db } from './database.ts'

/** The number of the last entry that is there; 0: none is. */
export async function lastJournalId(db: Db): Promise<number> {
  const found = await db.query<{ id: number }>('select coalesce(max(id), 0)::float8 as id from journal')
  return found.rows[0]?.id ?? 0
}

/** Numbers of later entries, in order. */
export async function journalIdsAfter(db: Db, after: number, most: number): Promise<number[]> {
  const found = await db.query<{ id: number }>({
    name: 'journal-ids-after',
    text: 'select id::float8 as id from journal where id > $1 order by id limit $2',
    values: [after, most],
  })
  return found.rows.map(row => row.id)
}

/** Transactions that may have entries nobody else sees yet: from before the first one until they end, they hold this lock. */
export async function journalWriters(db: Db): Promise<string[]> {
  const found = await db.query<{ writer: string }>({
    name: 'journal-writers',
    text: `select virtualtransaction as writer from pg_locks
           where relation = 'journal'::regclass and mode = 'RowExclusiveLock' and granted
             and database = (select oid from pg_database where datname = current_database())`,
  })
  return found.rows.map(row => row.writer)
}
