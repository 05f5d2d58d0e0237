import type { Side } from '../core/value.ts'
import type { Db } from './database.ts'
import { prio } from './signals.ts'

/** What stands under a linked task on one side. */
export interface ThreadRef {
  /** The task's link. */
  readonly link: string
  readonly side: Side
}

export interface ThreadMark extends ThreadRef {
  /** As the task's row shows it; null: its vendor does not tell. */
  readonly mark: string | null
  /** Whether a thread that was never read is read now, and not only when its turn comes. */
  readonly reads: boolean
}

/** In seconds: a look that was asked for and never made is asked for again. */
const askAgainSeconds = 3600

/** Notes what tasks show of their threads. Asks for a look at those that are new, or show another mark. */
export async function noteThreads(
  tx: Db,
  mapping: number,
  marks: readonly ThreadMark[],
  urgency: number,
): Promise<void> {
  if (marks.length === 0) return
  await tx.query({
    name: 'note-threads',
    text: `
      with noted as (
        insert into thread as t (link, side, mark, asked, due_at)
        select g.link, g.side, g.mark, g.reads::int, now() + case when g.reads then ${askAgainSeconds} else 120 end * interval '1 s'
        from jsonb_to_recordset($2::jsonb) as g(link bigint, side text, mark text, reads boolean)
        join link l on l.id = g.link order by g.link, g.side
        on conflict (link, side) do update set mark = excluded.mark, asked = t.asked + 1
          where excluded.mark is not null and t.mark is distinct from excluded.mark
        returning link, asked)
      insert into signal (mapping, key, prio)
      select distinct $1::int, 'thread:' || link, $3::smallint from noted where asked > 0`,
    values: [mapping, JSON.stringify(marks), urgency],
  })
}

/** Asks for a look at the threads of a connection whose turn has come. Answers how many those were. */
export async function askForThreads(tx: Db, connection: number, most: number): Promise<number> {
  const asked = await tx.query({
    name: 'ask-for-threads',
    text: `
      with due as (
        select t.link, t.side from thread t join link l on l.id = t.link
        join mapping_entity e on e.mapping = l.mapping and e.pair = 'comments' and e.side = t.side and e.connection = $1
        join mapping m on m.id = l.mapping and m.state = 'on'
        where t.due_at <= now() order by t.due_at limit $2 for update of t skip locked),
      taken as (
        update thread t set asked = t.asked + 1, due_at = now() + ${askAgainSeconds} * interval '1 s'
        from due where t.link = due.link and t.side = due.side returning t.link)
      insert into signal (mapping, key, prio)
      select l.mapping, 'thread:' || l.id, ${prio.sweep} from taken join link l on l.id = taken.link`,
    values: [connection, most],
  })
  return asked.rowCount ?? 0
}

export interface AskedThread extends ThreadRef {
  readonly asked: number
  readonly mark: string | null
}

/** The threads of these tasks' links that a look was asked for. */
export async function askedThreads(db: Db, links: readonly string[]): Promise<AskedThread[]> {
  if (links.length === 0) return []
  const found = await db.query<AskedThread>({
    name: 'asked-threads',
    text: 'select link, side, asked, mark from thread where link = any($1::bigint[]) and asked > answered',
    values: [links],
  })
  return found.rows
}

/** A look at these threads was made; what was asked for meanwhile still stands. */
export async function threadsRead(
  tx: Db,
  read: readonly (AskedThread & { readonly nextInSeconds: number })[],
): Promise<void> {
  if (read.length === 0) return
  await tx.query({
    name: 'threads-read',
    text: `
      with held as (
        select t.link, t.side, r.asked, r.next from thread t
        join unnest($1::bigint[], $2::text[], $3::int[], $4::float8[]) as r(link, side, asked, next)
          on t.link = r.link and t.side = r.side
        order by t.link, t.side for no key update of t)
      update thread t set answered = greatest(t.answered, h.asked), due_at = now() + h.next * interval '1 s'
      from held h where t.link = h.link and t.side = h.side`,
    values: [
      read.map(one => one.link),
      read.map(one => one.side),
      read.map(one => one.asked),
      read.map(one => one.nextInSeconds),
    ],
  })
}

export interface ListedComment {
  readonly id: string
  /** The task that it stands under. */
  readonly parent: string
}

/**
 * News of comments that a vendor lists: those under linked tasks are due, and their threads, which were alive just now, are
 * looked at again soon. Nothing is kept of the others.
 */
export async function signalListed(
  tx: Db,
  at: { readonly connection: number; readonly entity: string; readonly side: Side },
  comments: readonly ListedComment[],
  urgency: number,
): Promise<void> {
  if (comments.length === 0) return
  await tx.query({
    name: `signal-listed-${at.side}`,
    text: `
      with given as (select * from unnest($3::text[], $4::text[]) as g(id, parent)),
      linked as (
        select g.id, l.id as link, e.side from given g
        join mapping_entity e on e.connection = $1 and e.entity = $2 and e.pair = 'comments' and e.side = '${at.side}'
        join link l on l.mapping = e.mapping and l.pair = 'tasks' and l.${at.side}_id = g.parent),
      held as (
        select t.link, t.side from thread t join (select distinct link, side from linked) as n using (link, side)
        order by t.link, t.side for no key update of t),
      soon as (
        update thread t set due_at = least(t.due_at, now() + interval '2 min')
        from held where t.link = held.link and t.side = held.side)
      insert into signal (connection, entity, row_id, prio)
      select distinct $1::int, $2::text, id, $5::smallint from linked`,
    values: [at.connection, at.entity, comments.map(one => one.id), comments.map(one => one.parent), urgency],
  })
}

/** Baton said something under these tasks: an answer may follow, so their threads are looked at soon. */
export async function threadsAlive(
  tx: Db,
  mapping: number,
  side: Side,
  tasks: readonly string[],
  soonSeconds: number,
): Promise<void> {
  if (tasks.length === 0) return
  await tx.query({
    name: `threads-alive-${side}`,
    text: `
      with held as (
        select t.link, t.side from thread t join link l on l.id = t.link
        where l.mapping = $1 and l.pair = 'tasks' and l.${side}_id = any($2) and t.side = '${side}'
        order by t.link for no key update of t)
      update thread t set due_at = least(t.due_at, now() + $3 * interval '1 s')
      from held where t.link = held.link and t.side = held.side`,
    values: [mapping, tasks, soonSeconds],
  })
}

/**
 * News of threads that moved at a vendor which tells no more than that. Those of linked tasks are looked at, unless their
 * tasks showed the same mark already. A thread that was never noted is noted when its task is looked at.
 */
export async function signalMoved(
  tx: Db,
  at: { readonly connection: number; readonly entity: string; readonly side: Side },
  threads: readonly { readonly id: string; readonly mark: string }[],
  urgency: number,
): Promise<void> {
  if (threads.length === 0) return
  await tx.query({
    name: `signal-moved-${at.side}`,
    text: `
      with moved as (
        select t.link, t.side, g.mark, l.mapping from unnest($3::text[], $4::text[]) as g(id, mark)
        join mapping_entity e on e.connection = $1 and e.entity = $2 and e.pair = 'comments' and e.side = '${at.side}'
        join link l on l.mapping = e.mapping and l.pair = 'tasks' and l.${at.side}_id = g.id
        join thread t on t.link = l.id and t.side = e.side
        where t.mark is distinct from g.mark order by t.link, t.side for no key update of t),
      asked as (
        update thread t set mark = m.mark, asked = t.asked + (m.mark <> '')::int
        from moved m where t.link = m.link and t.side = m.side)
      insert into signal (mapping, key, prio)
      select distinct mapping, 'thread:' || link, $5::smallint from moved where mark <> ''`,
    values: [at.connection, at.entity, threads.map(one => one.id), threads.map(one => one.mark), urgency],
  })
}

/**
 * Of these rows without a counterpart, those that have an older one before them in their thread, which is still due; and in
 * how many ms that is, 0 where it is in hand.
 */
export async function notFirstInThread(
  db: Db,
  at: { readonly mapping: number; readonly side: Side; readonly connection: number; readonly entity: string },
  rows: readonly { readonly id: string; readonly parent: string; readonly at: string }[],
  field: string,
): Promise<ReadonlyMap<string, number>> {
  if (rows.length === 0) return new Map()
  const found = await db.query<{ id: string; inMs: number }>({
    name: `not-first-in-thread-${at.side}`,
    text: `
      with due as (
        select s.row_id, s.fields ->> $4 as parent, s.fields ->> 'at' as at,
          case when d.token is null then greatest(0, extract(epoch from d.run_at - now()) * 1000) else 0 end as ms
        from dirty d
        join sighting s on s.connection = $2 and s.entity = $3 and d.key = 'new:comments:${at.side}:' || s.row_id
        where d.mapping = $1 and d.key like 'new:comments:${at.side}:%' and d.run_at < 'infinity')
      select r.id, max(d.ms)::float8 as "inMs" from unnest($5::text[], $6::text[], $7::text[]) as r(id, parent, at)
      join due d on d.parent = r.parent and d.row_id <> all($5)
        and (d.at, length(d.row_id), d.row_id) < (r.at, length(r.id), r.id)
      group by r.id`,
    values: [
      at.mapping,
      at.connection,
      at.entity,
      field,
      rows.map(row => row.id),
      rows.map(row => row.parent),
      rows.map(row => row.at),
    ],
  })
  return new Map(found.rows.map(row => [row.id, row.inMs]))
}

/** Makes every thread of a mapping due. */
export async function allThreadsDue(tx: Db, mapping: number): Promise<void> {
  await tx.query(
    `with held as (
       select t.link, t.side from thread t join link l on l.id = t.link where l.mapping = $1
       order by t.link, t.side for no key update of t)
     update thread t set due_at = now() from held where t.link = held.link and t.side = held.side`,
    [mapping],
  )
}
