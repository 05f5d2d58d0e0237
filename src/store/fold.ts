import type { Pool } from './database.ts'
import { inTransaction } from './database.ts'
import { prio } from './signals.ts'

/**
 * The link of a row, found through the index that ends in this column. Only the order makes the planner sure which of
 * the two indexes that is, as long as a first import has left no statistics: the other one costs minutes.
 */
const linkOf = (column: 'crm_id' | 'pm_id') => `
  select l.id from link l where l.mapping = e.mapping and l.pair = e.pair and l.${column} between n.row_id and n.row_id
  order by l.${column} limit 1`

/** In bytes. No vendor's id is that long; an index could not hold it, and no other signal would be folded any more. */
const longestKey = 1000

/** Whose turn it is: the connection that it is news of; keys that are signalled by name are one more. */
const sender = 'coalesce(connection, 0)'

/** So much news of one connection at once is a backlog: what somebody did elsewhere goes before it. */
const burst = 1000

/**
 * Signals become dirty keys, a few of each connection and then those of the one that waits longest: the link a row belongs to, else the newcomer it is, and whoever waits for it.
 * A key that is in work moves its version, so it stays due.
 */
const foldSignals = `
with recursive senders as (
  (select ${sender} as sender from signal order by 1 limit 1)
  union all
  select next.sender from senders s, lateral (
    select ${sender} as sender from signal where ${sender} > s.sender order by 1 limit 1) as next),
turns as materialized (
  select s.sender, turn.ctid as place, turn.id from senders s, lateral (
    select ctid, id from signal where ${sender} = s.sender order by id limit greatest(1, $1 / 100)) as turn),
oldest as materialized (
  select ctid as place, id from signal
  where ${sender} = (select sender from turns order by id limit 1) order by id limit $1),
batch as materialized (
  select place from (
    select place, id, 0 as part from turns
    union all select place, id, 1 from oldest where place not in (select place from turns)) as waiting
  order by part, id limit $1),
taken as (
  delete from signal where ctid = any (array(select place from batch))
  returning connection, entity, row_id, mapping, key, prio),
bursts as (
  select connection from taken where key is null group by 1 having count(*) > ${burst}),
news as (
  select connection, entity, row_id,
    case when connection in (select connection from bursts) and max(prio) < ${prio.person}
      then least(max(prio), ${prio.backlog}) else max(prio) end as prio
  from taken where key is null group by 1, 2, 3),
keys as (
  select mapping, key, prio from taken where key is not null
  union all
  select e.mapping, coalesce('link:' || case e.side when 'crm' then (${linkOf('crm_id')}) else (${linkOf('pm_id')}) end,
    'new:' || e.pair || ':' || e.side || ':' || n.row_id), n.prio
  from news n join mapping_entity e using (connection, entity)
  union all
  select waiting.mapping, waiting.key, n.prio from news n, lateral (
    select mapping, key from wait w
    where w.connection = n.connection and w.entity = n.entity and w.row_id = n.row_id offset 0) as waiting),
marked as (
  insert into dirty as d (mapping, key, shard, prio, run_at)
  select mapping, key, shard_of(mapping, key), max(prio), now() - max(prio) * interval '1 s'
  from keys where octet_length(key) <= ${longestKey} group by mapping, key order by mapping, key
  on conflict (mapping, key) do update set
    version = d.version + 1,
    again = case when excluded.prio < ${prio.hook} then d.again end,
    prio = greatest(d.prio, excluded.prio),
    run_at = case when d.token is not null or (d.attempts > 0 and d.run_at < 'infinity') then d.run_at
                  else least(d.run_at, excluded.run_at) end,
    attempts = case when d.run_at = 'infinity' then 0 else d.attempts end
  returning mapping, shard)
select mapping, shard, (select count(*)::int from taken) as taken from marked group by 1, 2
union all
select null, null, (select count(*)::int from taken)`

const readyLanes = `
insert into lane as l (mapping, shard, ready_at)
select mapping, shard, now() from unnest($1::int[], $2::smallint[]) as r(mapping, shard) order by 1, 2
on conflict (mapping, shard) do update set ready_at = least(l.ready_at, now()) where l.ready_at > now()`

const foldLock = 4711

/** Folds what has been committed so far; only one node does it at a time. Answers how many signals were taken. */
export async function fold(pool: Pool, limit = 5000): Promise<number> {
  const waiting = await pool.query({ name: 'any-signal', text: 'select from signal limit 1' })
  return waiting.rowCount === 0 ? 0 : foldNow(pool, limit)
}

function foldNow(pool: Pool, limit: number): Promise<number> {
  return inTransaction(pool, async tx => {
    const lock = await tx.query('select pg_try_advisory_xact_lock($1) as mine', [foldLock])
    if (lock.rows[0]?.mine !== true) return 0
    // Without a name it is planned anew: a plan kept from a quiet hour takes minutes for a burst.
    const folded = await tx.query(foldSignals, [limit])
    const lanes = folded.rows.filter(row => row.mapping !== null)
    if (lanes.length > 0)
      await tx.query({
        name: 'ready-lanes',
        text: readyLanes,
        values: [lanes.map(row => row.mapping), lanes.map(row => row.shard)],
      })
    return folded.rows[0]?.taken ?? 0
  })
}

/** Finds lanes with something due that nobody announced: retries, expired leases, lost wake-ups. */
const overdueLanes = `
with recursive lanes as (
  (select mapping, shard from dirty order by shard, mapping limit 1)
  union all
  select n.* from lanes t, lateral (
    select mapping, shard from dirty d where (d.shard, d.mapping) > (t.shard, t.mapping)
    order by shard, mapping limit 1) n),
due as (
  select mapping, shard from lanes t
  where exists (select 1 from dirty d where d.mapping = t.mapping and d.shard = t.shard and d.run_at <= now()))
insert into lane as l (mapping, shard, ready_at) select mapping, shard, now() from due order by 1, 2
on conflict (mapping, shard) do update set ready_at = now()
where l.ready_at > now() and (l.owner is null or l.lease_until < now())`

/** Walks the index from lane to lane, so its cost follows the lanes and not the rows. */
export async function readyOverdueLanes(pool: Pool): Promise<number> {
  const ready = await pool.query({ name: 'overdue-lanes', text: overdueLanes })
  return ready.rowCount ?? 0
}
