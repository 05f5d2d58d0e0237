import type { Episode, EpisodeEnd } from '../core/episode.ts'
import type { Refusal } from '../core/rules.ts'
import type { Side, Value } from '../core/value.ts'
import type { Db } from './database.ts'

export type OpenEpisode = Episode & {
  readonly link: string
  /** The address of the person who made the change, and is told. */
  readonly told: string | null
  /** False while the value is being put back: the one mail about it then says so. */
  readonly isTold: boolean
  readonly refusal: Pick<Refusal, 'code' | 'why' | 'passes'>
  /** The version of the row that refused; null where a rule of the mapping refused. */
  readonly refusedAt: string | null
}

/** The refusals that are open on these links. */
export async function openEpisodes(db: Db, links: readonly string[]): Promise<OpenEpisode[]> {
  if (links.length === 0) return []
  const open = await db.query<OpenEpisode>({
    name: 'open-episodes',
    text: `
      select id, link, field, to_side as "to", value, told, told_at is not null as "isTold",
        refused_at as "refusedAt", jsonb_build_object('code', code, 'why', why, 'passes', passes) as refusal
      from episode where link = any($1::bigint[]) and ended_at is null`,
    values: [links],
  })
  return open.rows
}

export interface NewEpisode {
  readonly id: string
  readonly link: string
  readonly field: string
  readonly to: Side
  readonly value: Value
  readonly refusal: Pick<Refusal, 'code' | 'why' | 'passes'>
  /** The address of the person who is told; null when nobody could be found. */
  readonly told: string | null
  readonly isTold: boolean
  readonly refusedAt: string | null
}

/** Opens episodes; where one is open already for the field, it stays. */
export async function openEpisode(tx: Db, mapping: number, episodes: readonly NewEpisode[]): Promise<void> {
  if (episodes.length === 0) return
  await tx.query({
    name: 'open-episode',
    text: `
      insert into episode (id, mapping, link, field, to_side, value, code, why, passes, told, told_at, refused_at)
      select id, $1, link, field, "to", value, code, why, passes, told, case when "isTold" then now() end, "refusedAt" from jsonb_to_recordset($2::jsonb)
        as e(id uuid, link bigint, field text, "to" text, value jsonb, code text, why text, passes text, told text,
          "isTold" boolean, "refusedAt" text)
      on conflict do nothing`,
    values: [
      mapping,
      JSON.stringify(episodes.map(({ refusal, ...episode }) => ({ ...episode, ...refusal }))),
    ],
  })
}

export async function endEpisodes(
  tx: Db,
  ends: readonly { readonly id: string; readonly how: EpisodeEnd }[],
): Promise<void> {
  if (ends.length === 0) return
  await tx.query({
    name: 'end-episodes',
    text: `update episode e set ended_at = now(), ended_how = x.how
           from unnest($1::uuid[], $2::text[]) as x(id, how) where e.id = x.id and e.ended_at is null`,
    values: [ends.map(end => end.id), ends.map(end => end.how)],
  })
}

/** No row has this version, so what it refused is tried again. */
const noVersion = ''

/** Lets what an account itself refused be tried again; answers the keys that this concerns, by mapping. */
export async function retryRefused(
  tx: Db,
  connection: number,
): Promise<readonly { readonly mapping: number; readonly keys: readonly string[] }[]> {
  const again = await tx.query<{ mapping: number; keys: string[] }>({
    name: 'retry-refused',
    text: `
      with again as (
        update episode e set refused_at = $2 from mapping m
        where m.id = e.mapping and e.ended_at is null and e.refused_at is not null
        and (m.crm = $1 and e.to_side = 'crm' or m.pm = $1 and e.to_side = 'pm') returning e.mapping, e.link)
      select mapping, array_agg(distinct 'link:' || link) as keys from again group by mapping`,
    values: [connection, noVersion],
  })
  return again.rows
}

/** What was learnt of refusals that stay open. */
export interface EpisodeNews {
  readonly id: string
  /** The person has been told of it now. */
  readonly isTold: boolean
  /** The version of the row that refused once more; null: it was not tried. */
  readonly refusedAt: string | null
}

async function noteEpisodes(tx: Db, news: readonly EpisodeNews[]): Promise<void> {
  if (news.length === 0) return
  await tx.query({
    name: 'note-episodes',
    text: `update episode e set told_at = case when x."isTold" then coalesce(e.told_at, now()) else e.told_at end,
             refused_at = coalesce(x."refusedAt", e.refused_at)
           from jsonb_to_recordset($1::jsonb) as x(id uuid, "isTold" boolean, "refusedAt" text)
           where e.id = x.id and e.ended_at is null`,
    values: [JSON.stringify(news)],
  })
}

/** What a pass found out about the refusals of one key. */
export interface EpisodeChanges {
  readonly opened?: readonly NewEpisode[]
  readonly ended?: readonly { readonly id: string; readonly how: EpisodeEnd }[]
  readonly episodeNews?: readonly EpisodeNews[]
}

/** Ends first: a field has one open refusal at a time. */
export async function rememberEpisodes(
  tx: Db,
  mapping: number,
  changes: readonly EpisodeChanges[],
): Promise<void> {
  await endEpisodes(
    tx,
    changes.flatMap(one => one.ended ?? []),
  )
  await noteEpisodes(
    tx,
    changes.flatMap(one => one.episodeNews ?? []),
  )
  await openEpisode(
    tx,
    mapping,
    changes.flatMap(one => one.opened ?? []),
  )
}
