import type { Db } from './database.ts'

/**
 * Whether there is nothing to do just now: all news taken in, all keys settled, every first pull done, all mail out. What is
 * only looked at once more keeps nobody waiting.
 */
export async function isQuiet(db: Db): Promise<boolean> {
  const found = await db.query<{ quiet: boolean }>({
    name: 'is-quiet',
    text: `
      select not exists (select 1 from signal)
        and not exists (select 1 from dirty where run_at < now() + interval '1 minute' and again is distinct from 'look')
        and not exists (select 1 from intent)
        and not exists (select 1 from chore where not done_once or (token is not null and due_at > now()) or due_at <= now())
        and not exists (select 1 from outbox where sent_at is null and given_up_at is null)
        and not exists (select 1 from connection where state <> 'ready') as quiet`,
  })
  return found.rows[0]?.quiet === true
}

/** Whether all of these rows have been looked at and belong to no link yet, or did not when they were. */
export async function areSighted(db: Db, rowIds: readonly string[]): Promise<boolean> {
  const found = await db.query('select from sighting where row_id = any($1)', [rowIds])
  return found.rowCount === rowIds.length
}

export async function isLinked(db: Db, crmId: string): Promise<boolean> {
  const found = await db.query('select from link where crm_id = $1', [crmId])
  return found.rowCount === 1
}
