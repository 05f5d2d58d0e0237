import type { PairName } from '../core/policy.ts'
import type { Side } from '../core/value.ts'
import type { Db } from './database.ts'
import { verifiedLinks } from './drift.ts'
import type { LinkOrigin } from './links.ts'
import { nameIn } from './record-names.ts'
import { utc } from './utc.ts'

export const whichLinks = ['all', 'differing', 'unverified'] as const
export type WhichLinks = (typeof whichLinks)[number]

/** A link, and when both its sides were last seen to be as was decided. */
export interface ComparedLink {
  readonly id: string
  readonly pair: PairName
  readonly name: string | null
  readonly ids: Readonly<Record<Side, string>>
  readonly urls: Readonly<Record<Side, string | null>>
  readonly origin: LinkOrigin
  readonly since: string
  /** Null: one side or the other was never looked at whole. */
  readonly verifiedAt: string | null
  readonly differs: boolean
}

export interface LinksAsk {
  readonly mapping: number
  readonly pair: PairName | null
  readonly only: WhichLinks
  /** The link after which the page starts; null: the newest. */
  readonly after: string | null
  readonly most: number
}

const test: Readonly<Record<WhichLinks, string>> = {
  all: '',
  differing: 'and differs',
  unverified: 'and is_unverified',
}

/** The newest link first. */
export async function comparedLinks(
  db: Db,
  { mapping, pair, only, after, most }: LinksAsk,
): Promise<ComparedLink[]> {
  const found = await db.query<ComparedLink>(
    `with page as (
       select id from link where mapping = $1 and ($2::text is null or pair = $2) and ($3::bigint is null or id < $3) ${test[only]}
       order by id desc limit $4)
     select k.id, k.pair, coalesce(${nameIn('k.crm_base')}, ${nameIn('k.pm_base')}) as name,
       jsonb_build_object('crm', k.crm_id, 'pm', k.pm_id) as ids, jsonb_build_object('crm', k.crm_url, 'pm', k.pm_url) as urls,
       k.origin, ${utc('k.created_at')} as since, ${utc('l.verified')} as "verifiedAt", k.differs
     from page join link k using (id) join ${verifiedLinks} on l.id = k.id order by k.id desc`,
    [mapping, pair, after, most],
  )
  return found.rows
}
