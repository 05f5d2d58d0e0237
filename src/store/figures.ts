import { isSuggested } from './account-lists.ts'
import type { Db } from './database.ts'
import { isQuestion } from './questions.ts'

/** How a mapping is doing, in numbers. */
export interface MappingFigures {
  readonly mapping: string
  readonly state: string
  /** Why it is paused; null: it is not. */
  readonly pausedWhy: string | null
  readonly links: number
  /** Links that differ although nothing about them is held or refused, and those that were never looked at whole. */
  readonly differing: number
  readonly unverified: number
  /** Keys that are due now, and how long the one that was due first has waited, in seconds. */
  readonly due: number
  readonly oldestDueSeconds: number
  /** Keys that rest until somebody looks at them. */
  readonly failing: number
  readonly lanesInWork: number
}

/** Each count goes through an index of its own: rows of links are wide, and there are many. */
const links = (which: string) => `(select count(*)::float8 from link where mapping = m.id ${which})`

export async function mappingFigures(db: Db): Promise<MappingFigures[]> {
  const found = await db.query<MappingFigures>(`
    select m.name as mapping, m.state, case when m.state = 'paused' then m.paused_why end as "pausedWhy",
      ${links('')} as links, ${links('and differs')} as differing, ${links('and is_unverified')} as unverified,
      d.due, d."oldestDueSeconds", d.failing,
      (select count(*) from lane l where l.mapping = m.id and l.lease_until > now())::float8 as "lanesInWork"
    from mapping m, lateral (
      select count(*) filter (where run_at <= now())::float8 as due,
        coalesce(extract(epoch from now() - min(dirty_at) filter (where run_at <= now())), 0)::float8 as "oldestDueSeconds",
        count(*) filter (where run_at = 'infinity')::float8 as failing
      from dirty where mapping = m.id) d
    order by m.name`)
  return found.rows
}

export interface ToDecide {
  readonly mapping: string
  /** Links about which something is due, held, refused or failing, or whose sides differ. */
  readonly unsettled: number
  /** Accounts for which a client is suggested, as the match desk lists them; the ambiguous are questions. */
  readonly suggested: number
}

/** What of each mapping is not in sync, and who could be somebody. */
export async function toDecide(db: Db): Promise<ToDecide[]> {
  const found = await db.query<ToDecide>(`
    select m.name as mapping,
      (select count(*)::int from sighting s
        where s.connection = m.crm and s.entity = (select e.entity from mapping_entity e
          where e.mapping = m.id and e.pair = 'accounts' and e.side = 'crm') and ${isSuggested('m.id')}) as suggested,
      (select count(*)::int from (
        select key from hold where mapping = m.id and closed_at is null and key like 'link:%'
        union select 'link:' || link from episode where mapping = m.id and ended_at is null
        union select key from dirty where mapping = m.id and key like 'link:%'
        union select 'link:' || id from link where mapping = m.id and differs) apart) as unsettled
    from mapping m`)
  return found.rows
}

export interface Counted {
  readonly mapping: string
  readonly code: string
  readonly count: number
}

/** Records that take no part, by mapping: those that a person ignores, and accounts that their vendor no longer uses. */
export async function leftOutFigures(db: Db): Promise<Counted[]> {
  const found = await db.query<Counted>({
    name: 'left-out-figures',
    text: `
      select m.name as mapping, 'ignored' as code, count(*)::float8 as count
      from decision d join mapping m on m.id = d.mapping
      where d.field = '' and d.choice->>'is' = 'ignore' group by 1
      union all
      select m.name, 'inactive', count(*)::float8
      from mapping_entity e join mapping m on m.id = e.mapping
      join sighting s on s.connection = e.connection and s.entity = e.entity
      where e.pair = 'accounts' and s.inactive and not exists (select 1 from link l
        where l.mapping = e.mapping and l.pair = 'accounts' and case e.side when 'crm' then l.crm_id else l.pm_id end = s.row_id)
      group by 1 order by 1, 2`,
  })
  return found.rows
}

/** Open questions by mapping and code. */
export async function openHoldFigures(db: Db): Promise<Counted[]> {
  const found = await db.query<Counted>(`
    select m.name as mapping, h.code, count(*)::float8 as count
    from hold h join mapping m on m.id = h.mapping
    where h.closed_at is null and (h.code = 'hold/waits' or ${isQuestion}) group by 1, 2 order by 1, 2`)
  return found.rows
}

/** All that waits for a person's answer; what waits for another row is no question. */
export async function openQuestions(db: Db): Promise<number> {
  const found = await db.query<{ open: number }>({
    name: 'open-questions',
    text: `select count(*)::int as open from hold h where h.closed_at is null and ${isQuestion}`,
  })
  return found.rows[0]?.open ?? 0
}

/** Open refusals by mapping and code. */
export async function openRefusalFigures(db: Db): Promise<Counted[]> {
  const found = await db.query<Counted>(`
    select m.name as mapping, e.code, count(*)::float8 as count
    from episode e join mapping m on m.id = e.mapping where e.ended_at is null group by 1, 2 order by 1, 2`)
  return found.rows
}

/** Keys that failed at least once, by mapping: those that rest until somebody looks, and those that are tried again. */
export async function failingFigures(db: Db): Promise<Counted[]> {
  const found = await db.query<Counted>(`
    select m.name as mapping, case when d.run_at = 'infinity' then 'rests' else 'tried-again' end as code,
      count(*)::float8 as count
    from dirty d join mapping m on m.id = d.mapping where d.attempts > 0 or d.suspect group by 1, 2 order by 1, 2`)
  return found.rows
}

export interface MailFigures {
  /** Mails that wait to be handed over. */
  readonly mailsWaiting: number
  /** Mails that no server took for so long that they are tried no more. */
  readonly mailsGivenUp: number
}

export async function mailFigures(db: Db): Promise<MailFigures> {
  const found = await db.query<MailFigures>(
    `select count(*) filter (where given_up_at is null)::float8 as "mailsWaiting", count(given_up_at)::float8 as "mailsGivenUp"
     from outbox where sent_at is null`,
  )
  return found.rows[0] ?? { mailsWaiting: 0, mailsGivenUp: 0 }
}
