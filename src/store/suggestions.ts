import type { Suggestion } from '../core/matching/suggestion.ts'
import type { Side } from '../core/value.ts'
import type { IdPair } from './apart.ts'
import type { Db } from './database.ts'
import type { Likeness, SuggestionChange } from './match-changes.ts'

/** All that is suggested for one row from now on. */
export interface SuggestedFor {
  readonly side: Side
  readonly rowId: string
  readonly found: readonly Suggestion[]
}

/** Replaces what is suggested for these rows, and says what that changed. Scores within a hundredth are the same. */
export async function replaceSuggestions(
  tx: Db,
  mapping: number,
  rows: readonly SuggestedFor[],
): Promise<SuggestionChange[]> {
  if (rows.length === 0) return []
  const found = [
    ...new Map(rows.flatMap(row => row.found).map(one => [`${one.crm} ${one.pm}`, one])).values(),
  ]
  const ended = await tx.query<Ended>({
    name: 'end-suggestions',
    text: `
      with asked as (select * from unnest($2::text[], $3::text[]) as a(side, row_id)),
      kept as (select * from unnest($4::text[], $5::text[]) as k(crm_id, pm_id)),
      old as (
        select s.crm_id, s.pm_id from suggestion s where s.mapping = $1
        and (s.crm_id in (select row_id from asked where side = 'crm') or s.pm_id in (select row_id from asked where side = 'pm'))
        and not exists (select 1 from kept k where k.crm_id = s.crm_id and k.pm_id = s.pm_id)
        order by s.crm_id, s.pm_id for update)
      delete from suggestion s using old where s.mapping = $1 and s.crm_id = old.crm_id and s.pm_id = old.pm_id
      ${andWhat}`,
    values: [
      mapping,
      rows.map(row => row.side),
      rows.map(row => row.rowId),
      found.map(one => one.crm),
      found.map(one => one.pm),
    ],
  })
  return [...ended.rows.map(gone), ...(await keep(tx, mapping, found))]
}

type Ended = Pick<SuggestionChange, 'crm' | 'pm'> & Likeness

/** Of a deleted suggestion `s`: what it said. */
const andWhat = 'returning s.crm_id as crm, s.pm_id as pm, s.score, s.reasons'

const gone = ({ crm, pm, score, reasons }: Ended): SuggestionChange => ({
  crm,
  pm,
  before: { score, reasons },
  now: null,
})

async function keep(tx: Db, mapping: number, found: readonly Suggestion[]): Promise<SuggestionChange[]> {
  if (found.length === 0) return []
  const kept = await tx.query<SuggestionChange>({
    name: 'keep-suggestions',
    text: `
      with f as (
        select * from jsonb_to_recordset($2::jsonb) as f(crm text, pm text, score real, "isEqual" boolean, reasons jsonb)),
      was as (select s.* from suggestion s join f on s.mapping = $1 and s.crm_id = f.crm and s.pm_id = f.pm),
      kept as (
        insert into suggestion as s (mapping, crm_id, pm_id, score, is_equal, reasons)
        select $1, crm, pm, score, "isEqual", reasons from f order by crm, pm
        on conflict (mapping, crm_id, pm_id) do update set score = excluded.score, is_equal = excluded.is_equal,
          reasons = excluded.reasons
        where s.reasons <> excluded.reasons or s.score <> excluded.score or s.is_equal <> excluded.is_equal
        returning s.*)
      select k.crm_id as crm, k.pm_id as pm,
        case when w.crm_id is not null then jsonb_build_object('score', w.score, 'reasons', w.reasons) end as before,
        jsonb_build_object('score', k.score, 'reasons', k.reasons) as now
      from kept k left join was w using (crm_id, pm_id)`,
    values: [mapping, JSON.stringify(found)],
  })
  return kept.rows
}

/** Rows that are linked now are no longer suggested to anybody. */
export async function endSuggestionsOf(
  tx: Db,
  mapping: number,
  links: readonly { readonly ids: Readonly<Record<Side, string>> }[],
): Promise<void> {
  if (links.length === 0) return
  const rows = links.flatMap(({ ids }) => [
    { side: 'crm' as const, rowId: ids.crm, found: [] },
    { side: 'pm' as const, rowId: ids.pm, found: [] },
  ])
  await replaceSuggestions(tx, mapping, rows)
}

/** Which of these are suggested. */
export async function suggestedAmong(db: Db, mapping: number, pairs: readonly IdPair[]): Promise<IdPair[]> {
  const found = await db.query<IdPair>({
    name: 'suggested-among',
    text: `select crm_id as crm, pm_id as pm from suggestion
           where mapping = $1 and (crm_id, pm_id) in (select * from unnest($2::text[], $3::text[]))`,
    values: [mapping, pairs.map(pair => pair.crm), pairs.map(pair => pair.pm)],
  })
  return found.rows
}

/** Suggestions of at least this score where neither row has another one that is as good; the surest first. */
export async function soleSuggestions(db: Db, mapping: number, atLeast: number): Promise<IdPair[]> {
  const found = await db.query<IdPair>({
    name: 'sole-suggestions',
    text: `
      select crm_id as crm, pm_id as pm from suggestion s where mapping = $1 and score >= $2::real
      and not exists (select 1 from suggestion o where o.mapping = $1 and o.crm_id = s.crm_id and o.pm_id <> s.pm_id and o.score >= $2::real)
      and not exists (select 1 from suggestion o where o.mapping = $1 and o.pm_id = s.pm_id and o.crm_id <> s.crm_id and o.score >= $2::real)
      order by score desc, crm_id limit 1000`,
    values: [mapping, atLeast],
  })
  return found.rows
}

/** Takes one suggestion away, because a person did not want it. */
export async function endSuggestions(tx: Db, mapping: number, pairs: readonly IdPair[]): Promise<void> {
  if (pairs.length === 0) return
  await tx.query({
    name: 'end-these-suggestions',
    text: `delete from suggestion where mapping = $1 and (crm_id, pm_id) in (select * from unnest($2::text[], $3::text[]))`,
    values: [mapping, pairs.map(pair => pair.crm), pairs.map(pair => pair.pm)],
  })
}

/** Takes away suggestions about rows that are linked, gone or out of use by now. */
export async function endStaleSuggestions(tx: Db, mapping: number): Promise<SuggestionChange[]> {
  const ended = await tx.query<Ended>({
    name: 'end-stale-suggestions',
    text: `
      delete from suggestion s where s.mapping = $1 and (
        exists (select 1 from link l where l.mapping = $1 and l.pair = 'accounts' and (l.crm_id = s.crm_id or l.pm_id = s.pm_id))
        or not exists (select 1 from mapping_entity e join sighting i using (connection, entity)
          where e.mapping = $1 and e.pair = 'accounts' and e.side = 'crm' and i.row_id = s.crm_id and not i.inactive)
        or not exists (select 1 from mapping_entity e join sighting i using (connection, entity)
          where e.mapping = $1 and e.pair = 'accounts' and e.side = 'pm' and i.row_id = s.pm_id and not i.inactive))
      ${andWhat}`,
    values: [mapping],
  })
  return ended.rows.map(gone)
}
