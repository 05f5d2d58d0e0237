import type { Db } from './database.ts'
import { isQuestion } from './questions.ts'

/** What pages are about, as far as it moves while somebody looks at it. */
export const topics = ['journal', 'work', 'matching', 'previews', 'connections', 'mail'] as const
export type Topic = (typeof topics)[number]

/** A mark for each topic, which differs when something of it does; and how many questions wait for a person. */
export interface Pulse extends Readonly<Record<Topic, string>> {
  readonly questions: number
}

/** One statement over small tables and the ends of indexes: whatever it costs is paid twice a second. */
export async function pulseNow(db: Db): Promise<Pulse> {
  const found = await db.query<Pulse>({
    name: 'pulse',
    text: `
      with last as (select id, state, outcome from preview order by id desc limit 1)
      select
        coalesce((select max(id) from journal), 0)::text as journal,
        coalesce((select string_agg(mapping || ' ' || shard || ' ' || served_at, ',' order by mapping, shard) from lane), '') as work,
        coalesce((select id || ' ' || compared || ' ' || (ended_at is null) from match_run order by id desc limit 1), '') as matching,
        coalesce((select concat_ws(' ', id, state, outcome, case when state <> 'done' then
          (select count(*) from preview_row r where r.preview = last.id) end) from last), '') as previews,
        coalesce((select string_agg(concat_ws(' ', c.id, c.state, c.paused_why, c.hooks_until, k.done_at), ',' order by c.id)
          from connection c left join chore k on k.connection = c.id and k.kind = 'check'), '') as connections,
        concat_ws(' ', (select max(sent_at) from outbox), (select count(*) || ' ' || count(given_up_at) from outbox where sent_at is null)) as mail,
        (select count(*)::int from hold h where h.closed_at is null and ${isQuestion}) as questions`,
  })
  return found.rows[0] as Pulse
}
