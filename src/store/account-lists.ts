import type { Reason } from '../core/matching/reason.ts'
import type { Side } from '../core/value.ts'
import type { Db } from './database.ts'
import type { LinkOrigin } from './links.ts'
import { ignored } from './match-blocks.ts'

/** Where the rows of one side are, and the field a person knows them by. */
export interface ListSide {
  readonly connection: number
  readonly entity: string
  readonly name: string
}

export interface ListAsk {
  readonly mapping: number
  readonly crm: ListSide
  readonly pm: ListSide
  /** A part of the name, as `matchKey` makes it; empty: any. */
  readonly search: string
  /** After this name and id, in that order. */
  readonly after: readonly [key: string, id: string]
  readonly limit: number
}

export interface NamedAccount {
  /** Null: a client that was named by hand, and whose id nobody looked up. */
  readonly id: string | null
  readonly name: string | null
}

/** A row of a list, with what the next page starts after. */
export interface ListedAccount extends NamedAccount {
  readonly id: string
  readonly key: string
}

/** In which of the lists an unlinked row stands. */
export type OpenState = 'suggested' | 'ambiguous' | 'unmatched' | 'ignored' | 'inactive'

const column = (side: Side) => `${side}_id`

/** What is asked about a row `s` of one side. */
function testsOf(side: Side, mapping = '$1') {
  const suggestion = (more: string) =>
    `exists (select 1 from suggestion g where g.mapping = ${mapping} and g.${column(side)} = s.row_id${more})`
  return {
    rests: `exists (${ignored(mapping, `'new:accounts:${side}:' || s.row_id`)})`,
    isSuggested: suggestion(''),
    // Of two that a person let go of each other nobody asks which of several is meant.
    isAmbiguous: suggestion(` and g.is_equal and not exists (select 1 from apart p
      where p.mapping = ${mapping} and p.crm_id = g.crm_id and p.pm_id = g.pm_id)`),
  }
}

/** The conditions of a row `s` of one side to stand in a list. */
function stateOf(side: Side, mapping = '$1'): Readonly<Record<OpenState, string>> {
  const { rests, isSuggested, isAmbiguous } = testsOf(side, mapping)
  const open = `not s.inactive and not ${rests}`
  return {
    suggested: `${open} and ${isSuggested} and not ${isAmbiguous}`,
    ambiguous: `${open} and ${isAmbiguous}`,
    unmatched: `${open} and not ${isSuggested}`,
    ignored: rests,
    inactive: `s.inactive and not ${rests}`,
  }
}

const unlinked = (side: Side, mapping = '$1') =>
  `not exists (select 1 from link l where l.mapping = ${mapping} and l.pair = 'accounts' and l.${column(side)} = s.row_id)
  and not exists (select 1 from named_client n where n.mapping = ${mapping} and n.${side === 'crm' ? 'crm_id' : 'client_id'} = s.row_id)`

/** Whether a sighting `s` of the CRM is an account that the desk lists as suggested, in this mapping. */
export const isSuggested = (mapping: string) =>
  `${unlinked('crm', mapping)} and ${stateOf('crm', mapping).suggested}`

/** One page of the unlinked rows of a side that are in a state, by name. */
export async function openAccounts(
  db: Db,
  ask: ListAsk,
  side: Side,
  state: OpenState,
): Promise<ListedAccount[]> {
  const found = await db.query<ListedAccount>({
    name: `open-accounts-${side}-${state}`,
    text: `
      select s.row_id as id, s.fields->>$4 as name, coalesce(s.match_key, '') as key from sighting s
      where s.connection = $2 and s.entity = $3 and ${unlinked(side)} and ${stateOf(side)[state]}
      and ($5 = '' or s.match_key like '%' || $5 || '%')
      and (coalesce(s.match_key, ''), s.row_id) > ($6, $7)
      order by coalesce(s.match_key, ''), s.row_id limit $8`,
    values: [
      ask.mapping,
      ask[side].connection,
      ask[side].entity,
      ask[side].name,
      ask.search,
      ...ask.after,
      ask.limit,
    ],
  })
  return found.rows
}

export interface MappedAccount extends ListedAccount {
  readonly pm: NamedAccount
  readonly origin: LinkOrigin
}

/** One page of the linked accounts, by name. */
export async function mappedAccounts(db: Db, ask: ListAsk): Promise<MappedAccount[]> {
  const found = await db.query<MappedAccount>({
    name: 'mapped-accounts',
    text: `
      select * from (
        select l.crm_id as id, coalesce(c.fields->>$4, l.crm_base->>$4) as name, coalesce(c.match_key, '') as key, l.origin,
          jsonb_build_object('id', l.pm_id, 'name', coalesce(p.fields->>$7, l.pm_base->>$7)) as pm,
          coalesce(p.match_key, '') as pm_key
        from link l
        left join sighting c on c.connection = $2 and c.entity = $3 and c.row_id = l.crm_id
        left join sighting p on p.connection = $5 and p.entity = $6 and p.row_id = l.pm_id
        where l.mapping = $1 and l.pair = 'accounts') as mapped
      where ($8 = '' or key like '%' || $8 || '%' or pm_key like '%' || $8 || '%') and (key, id) > ($9, $10)
      order by key, id limit $11`,
    values: [
      ask.mapping,
      ...[ask.crm.connection, ask.crm.entity, ask.crm.name],
      ...[ask.pm.connection, ask.pm.entity, ask.pm.name],
      ask.search,
      ...ask.after,
      ask.limit,
    ],
  })
  return found.rows
}

export interface ListedCandidate extends NamedAccount {
  /** The row that it could belong to. */
  readonly of: string
  readonly score: number
  readonly reasons: readonly Reason[]
}

/** What is suggested for these rows of one side, the most alike first. */
export async function candidatesOf(
  db: Db,
  ask: ListAsk,
  side: Side,
  ids: readonly string[],
): Promise<ListedCandidate[]> {
  if (ids.length === 0) return []
  const other = side === 'crm' ? 'pm' : 'crm'
  const found = await db.query<ListedCandidate>({
    name: `candidates-of-${side}`,
    text: `
      select g.${column(side)} as "of", g.${column(other)} as id, s.fields->>$5 as name,
        round(g.score::numeric, 2)::float8 as score, g.reasons
      from suggestion g left join sighting s on s.connection = $3 and s.entity = $4 and s.row_id = g.${column(other)}
      where g.mapping = $1 and g.${column(side)} = any($2) order by g.score desc, g.${column(other)}`,
    values: [ask.mapping, ids, ask[other].connection, ask[other].entity, ask[other].name],
  })
  return found.rows
}

export type AccountCounts = Readonly<Record<OpenState, number>>

/** How many unlinked rows of a side are in each state. */
export async function countAccounts(db: Db, ask: ListAsk, side: Side): Promise<AccountCounts> {
  const { rests, isSuggested, isAmbiguous } = testsOf(side)
  const found = await db.query<AccountCounts>({
    name: `count-accounts-${side}`,
    text: `
      select count(*) filter (where open and suggested and not ambiguous)::int as suggested,
        count(*) filter (where open and ambiguous)::int as ambiguous,
        count(*) filter (where open and not suggested)::int as unmatched,
        count(*) filter (where rests)::int as ignored, count(*) filter (where inactive and not rests)::int as inactive
      from (
        select t.*, not t.inactive and not t.rests as open from (
          select s.inactive, ${rests} as rests, ${isSuggested} as suggested, ${isAmbiguous} as ambiguous
          from sighting s where s.connection = $2 and s.entity = $3 and ${unlinked(side)} offset 0) t) tested`,
    values: [ask.mapping, ask[side].connection, ask[side].entity],
  })
  return found.rows[0] as AccountCounts
}

export async function countMapped(db: Db, mapping: number): Promise<number> {
  const found = await db.query<{ count: number }>({
    name: 'count-mapped',
    text: `select count(*)::int as count from link where mapping = $1 and pair = 'accounts'`,
    values: [mapping],
  })
  return found.rows[0]?.count ?? 0
}
