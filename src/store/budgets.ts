import {
  blockSeconds,
  bucketMs,
  callsByOthers,
  type Grant,
  grant,
  roomIn,
  spanMs,
  type Urgency,
  type Window,
  type WindowUse,
} from '../core/budget.ts'
import type { Leaving } from '../core/forecast.ts'
import type { Db, Pool } from './database.ts'
import { inTransaction } from './database.ts'

export interface CallClass {
  readonly connection: number
  readonly class: string
  readonly window: Window
}

export interface BlockAsk {
  readonly id: string
  /** What would be nice to have, and what is needed at the least. */
  readonly cost: number
  readonly least: number
  readonly urgency: Urgency
  readonly forSeconds: number
}

export type Reserved = Grant & {
  /** Calls that nobody holds and nobody has made, after this one. */
  readonly room: number
}

/** Reserves calls for one node. All nodes draw on the same window, one after the other. */
export function reserveCalls(pool: Pool, of: CallClass, ask: BlockAsk): Promise<Reserved> {
  return inTransaction(pool, async tx => {
    await lockCalls(tx, of.connection, of.class)
    const { pausedMs, ...use } = await useOf(tx, of)
    const room = roomIn(of.window, use)
    if (pausedMs > 0) return { is: 'wait', ms: pausedMs, room }
    const granted = grant(of.window, use, ask.cost, ask.least, ask.urgency)
    if (granted.is === 'wait') return { ...granted, room }
    await keepBlock(tx, of, ask, granted.cost)
    return { ...granted, room: room - granted.cost }
  })
}

/** One after the other for a class of calls; a short lock that ends with the transaction. */
export async function lockCalls(tx: Db, connection: number, name: string): Promise<void> {
  const text = 'select pg_advisory_xact_lock($1, hashtext($2))'
  await tx.query({ name: 'lock-calls', text, values: [connection, name] })
}

/** What is in a window, as all nodes together know it, and when it leaves. */
export async function leavingWindow(db: Db, of: CallClass): Promise<Leaving[]> {
  const found = await db.query<Leaving>({
    name: 'leaving-window',
    text: `
      select (extract(epoch from at + $3 * interval '1 s' - now()) * 1000)::float8 as "inMs", cost as calls
      from call_bucket where connection = $1 and class = $2 and at > now() - $3 * interval '1 s'
      union all
      select (extract(epoch from least(expires_at, now()) + $3 * interval '1 s' - now()) * 1000)::float8, cost
      from call_block where connection = $1 and class = $2 and expires_at > now() - $3 * interval '1 s'
      order by 1`,
    values: [of.connection, of.class, windowSeconds(of.window)],
  })
  return found.rows
}

/** The vendor says that so many calls are left. What it counted and we did not was somebody else's, and counts too. */
export function noteCallsLeft(pool: Pool, of: CallClass, left: number): Promise<void> {
  return inTransaction(pool, async tx => {
    await lockCalls(tx, of.connection, of.class)
    const others = callsByOthers(of.window, await useOf(tx, of), left)
    if (others > 0) await countCalls(tx, of, others)
  })
}

/** Calls made just now, in the bucket that they leave the window with. */
async function countCalls(tx: Db, of: CallClass, cost: number): Promise<void> {
  await tx.query({
    name: 'count-calls',
    text: `insert into call_bucket as b (connection, class, at, cost) select $1, $2, ${bucketNow('$4')}, $3
           on conflict (connection, class, at) do update set cost = b.cost + excluded.cost`,
    values: [of.connection, of.class, cost, bucketMs(of.window)],
  })
}

const bucketNow = (ms: string) =>
  `to_timestamp(ceil(extract(epoch from clock_timestamp()) * 1000 / ${ms}) * ${ms} / 1000)`

/**
 * What nobody wants of a block any more is given back soon after the first half of its time. A node that died may have made all the
 * calls of its block, and as late as the block lasted.
 */
async function useOf(tx: Db, of: CallClass): Promise<WindowUse & { readonly pausedMs: number }> {
  const found = await tx.query<WindowUse & { pausedMs: number }>({
    name: 'window-use',
    text: `
      with ended as (
        delete from call_block where connection = $1 and class = $2 and expires_at <= now()
        returning cost, expires_at),
      moved as (
        insert into call_bucket as b (connection, class, at, cost)
        select $1, $2, expires_at, sum(cost) from ended group by expires_at
        on conflict (connection, class, at) do update set cost = b.cost + excluded.cost),
      made as (
        select at, cost, live from call_bucket
        where connection = $1 and class = $2 and at > now() - $3 * interval '1 s'
        union all select expires_at, cost, 0 from ended where expires_at > now() - $3 * interval '1 s'),
      held as (
        select coalesce(sum(cost), 0)::int as cost,
          min(case when expires_at - $4 * interval '0.95 s' > now() then expires_at - $4 * interval '0.95 s'
                   else least(expires_at, now() + $4 * interval '0.1 s') end) as until
        from call_block where connection = $1 and class = $2 and expires_at > now())
      select coalesce(sum(cost), 0)::int as made, coalesce(sum(live), 0)::int as live,
        (select cost from held) as held,
        (extract(epoch from least(min(at) + $3 * interval '1 s', (select until from held)) - now()) * 1000)::float8
          as "freesInMs",
        (select coalesce(max(extract(epoch from until - now()) * 1000), 0)::float8
         from call_pause where connection = $1 and class in ($2, '*')) as "pausedMs"
      from made`,
    values: [of.connection, of.class, windowSeconds(of.window), blockSeconds(of.window)],
  })
  return found.rows[0] ?? { made: 0, live: 0, held: 0, freesInMs: null, pausedMs: 0 }
}

function windowSeconds(window: Window): number {
  return spanMs(window) / 1000
}

async function keepBlock(tx: Db, of: CallClass, ask: BlockAsk, cost: number): Promise<void> {
  await tx.query({
    name: 'keep-block',
    text: `insert into call_block (id, connection, class, cost, expires_at) values ($1, $2, $3, $4, now() + $5 * interval '1 s')`,
    values: [ask.id, of.connection, of.class, cost, ask.forSeconds],
  })
}

export interface BlockEnd {
  readonly id: string
  readonly urgency: Urgency
  /** How many of its calls were made. */
  readonly made: number
  /** How many of them were answered when it may have run out. */
  readonly late: number
}

/** A node gives a block back. One that ran out meanwhile has been counted whole, and what was answered since is counted now. */
export async function settleCalls(
  db: Db,
  of: CallClass,
  { id, urgency, made, late }: BlockEnd,
): Promise<void> {
  await db.query({
    name: 'settle-calls',
    text: `
      with ended as (delete from call_block where id = $3 returning 1),
      counted as (select case when exists (select from ended) then $4::int else $5 end as cost)
      insert into call_bucket as b (connection, class, at, cost, live)
      select $1, $2, ${bucketNow('$7')}, cost, case when $6 then cost else 0 end from counted where cost > 0
      on conflict (connection, class, at) do update set cost = b.cost + excluded.cost, live = b.live + excluded.live`,
    values: [of.connection, of.class, id, made, late, urgency === 'live', bucketMs(of.window)],
  })
}

/** Keeps the part of a block that was made, or is under way, for longer; not one that ran out, and has been counted whole. */
export async function keepCalls(db: Db, id: string, cost: number, forSeconds: number): Promise<void> {
  await db.query({
    name: 'keep-calls',
    text: `update call_block set cost = $2, expires_at = now() + $3 * interval '1 s' where id = $1 and expires_at > now()`,
    values: [id, cost, forSeconds],
  })
}

/** Calls that people waited for, within the window. */
export async function liveCalls(db: Db, of: CallClass): Promise<number> {
  const found = await db.query<{ live: number }>({
    name: 'live-calls',
    text: `select coalesce(sum(live), 0)::int as live from call_bucket
           where connection = $1 and class = $2 and at > now() - $3 * interval '1 s'`,
    values: [of.connection, of.class, windowSeconds(of.window)],
  })
  return found.rows[0]?.live ?? 0
}

/** The vendor asked for silence: nobody calls this class before it is over. */
export async function pauseCalls(db: Db, connection: number, name: string, seconds: number): Promise<void> {
  await db.query(
    `insert into call_pause (connection, class, until) values ($1, $2, now() + $3 * interval '1 s')
     on conflict (connection, class) do update set until = greatest(call_pause.until, excluded.until)`,
    [connection, name, seconds],
  )
}

/** Takes out what no window looks at any more. */
export async function forgetOldCalls(db: Db, connection: number, olderThanSeconds: number): Promise<void> {
  await db.query(`delete from call_bucket where connection = $1 and at < now() - $2 * interval '1 s'`, [
    connection,
    olderThanSeconds * 2,
  ])
}
