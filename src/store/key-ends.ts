import type { WhyFailing } from '../core/failing.ts'
import type { Db } from './database.ts'
import { type Again, dueNow, inOrder } from './dirty.ts'

/** What became of a claimed key. */
export type KeyEnd =
  /** Nothing more to do unless there is news. */
  | { readonly key: string; readonly version: string; readonly is: 'done' }
  /** To be looked at again later; not the row's fault. */
  | {
      readonly key: string
      readonly version: string
      readonly is: 'later'
      readonly afterMs: number
      readonly again?: Again
    }
  /** Failed; after enough failures it rests until somebody looks at it. */
  | {
      readonly key: string
      readonly version: string
      readonly is: 'failed'
      /** For a person: what was said. */
      readonly error: string
      readonly why: WhyFailing
    }

export const maxAttempts = 5

/** The keys of $3 that are held, each with its place in the list, and whether nothing was heard since its version in $4. */
const held = `
  select key, array_position($3::text[], key) as place, attempts,
    version = ($4::bigint[])[array_position($3::text[], key)] as quiet
  from dirty where mapping = $1 and token = $2 and key = any($3) ${inOrder}`

/** Ends the work on keys, each for itself. A key with news since the claim stays due. */
export async function settleKeys(
  db: Db,
  mapping: number,
  token: string,
  ends: readonly KeyEnd[],
): Promise<void> {
  const done = ends.filter(end => end.is === 'done')
  const later = ends.filter(end => end.is === 'later')
  const failed = ends.filter(end => end.is === 'failed')
  if (done.length > 0) await settleDone(db, mapping, token, done)
  if (later.length > 0) await settleLater(db, mapping, token, later)
  if (failed.length > 0) await settleFailed(db, mapping, token, failed)
}

async function settleDone(db: Db, mapping: number, token: string, ends: readonly KeyEnd[]): Promise<void> {
  await db.query({
    name: 'settle-done',
    text: `
      with held as (${held}),
      gone as (delete from dirty where mapping = $1 and key = any (array(select key from held where quiet)))
      update dirty d set token = null, run_at = ${dueNow}, dirty_at = now(), attempts = 0, suspect = false, last_error = null,
        failed = null, again = null
      from held where not quiet and d.mapping = $1 and d.key = held.key`,
    values: [mapping, token, ends.map(end => end.key), ends.map(end => end.version)],
  })
}

type Later = Extract<KeyEnd, { is: 'later' }>

async function settleLater(db: Db, mapping: number, token: string, ends: readonly Later[]): Promise<void> {
  await db.query({
    name: 'settle-later',
    text: `
      with held as (${held})
      update dirty d set token = null, suspect = false, attempts = 0, again = case when quiet then ($6::text[])[place] end,
        run_at = case when quiet then now() + ($5::float8[])[place] * interval '1 ms' else ${dueNow} end
      from held where d.mapping = $1 and d.key = held.key`,
    values: [
      mapping,
      token,
      ends.map(end => end.key),
      ends.map(end => end.version),
      ends.map(end => end.afterMs),
      ends.map(end => end.again ?? null),
    ],
  })
}

type Failed = Extract<KeyEnd, { is: 'failed' }>

/** Where the last failure comes with news, the news counts: it could be what mends the row. */
async function settleFailed(db: Db, mapping: number, token: string, ends: readonly Failed[]): Promise<void> {
  await db.query({
    name: 'settle-failed',
    text: `
      with found as (${held}),
      held as (select key, quiet, attempts + 1 >= $6 as last, place from found)
      update dirty d set token = null, last_error = ($5::text[])[place], failed = ($7::jsonb[])[place],
        attempts = case when last and not quiet then 0 else d.attempts + 1 end,
        run_at = case when last and quiet then 'infinity'::timestamptz
                      when last then ${dueNow}
                      else now() + least(3600, power(2, d.attempts)) * (0.75 + random() * 0.5) * interval '1 s' end
      from held where d.mapping = $1 and d.key = held.key`,
    values: [
      mapping,
      token,
      ends.map(end => end.key),
      ends.map(end => end.version),
      ends.map(end => end.error),
      maxAttempts,
      ends.map(end => JSON.stringify(end.why)),
    ],
  })
}
