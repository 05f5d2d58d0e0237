import type { Db } from './database.ts'

/** Whether there is nothing to do just now: all news taken in, all keys settled, every first pull done, all mail out. */
export async function isQuiet(db: Db): Promise<boolean> {
  const found = await db.query<{ quiet: boolean }>({
    name: 'is-quiet',
    text: `
      select not exists (select 1 from signal)
        and not exists (select 1 from dirty where run_at < now() + interval '1 minute')
        and not exists (select 1 from intent)
        and not exists (select 1 from chore where not done_once or (token is not null and due_at > now()) or due_at <= now())
        and not exists (select 1 from outbox where sent_at is null)
        and not exists (select 1 from connection where state <> 'ready') as quiet`,
  })
  return found.rows[0]?.quiet === true
}
