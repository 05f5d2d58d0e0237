import type { Suggestion } from '../core/matching/suggestion.ts'
import type { Side } from '../core/value.ts'
import type { Db } from './database.ts'

/** All that is suggested for one row from now on. */
export interface SuggestedFor {
  readonly side: Side
  readonly rowId: string
  readonly found: readonly Suggestion[]
}

export interface SuggestionChanges {
  readonly appeared: number
  readonly changed: number
  readonly vanished: number
}

/** Replaces what is suggested for these rows, and says what that changed. Scores within a hundredth are the same. */
export async function replaceSuggestions(
  tx: Db,
  mapping: number,
  rows: readonly SuggestedFor[],
): Promise<SuggestionChanges> {
  if (rows.length === 0) return { appeared: 0, changed: 0, vanished: 0 }
  const found = [
    ...new Map(rows.flatMap(row => row.found).map(one => [`${one.crm} ${one.pm}`, one])).values(),
  ]
  const vanished = await tx.query({
    name: 'end-suggestions',
    text: `
      with asked as (select * from unnest($2::text[], $3::text[]) as a(side, row_id)),
      kept as (select * from unnest($4::text[], $5::text[]) as k(crm_id, pm_id)),
      old as (
        select s.crm_id, s.pm_id from suggestion s where s.mapping = $1
        and (s.crm_id in (select row_id from asked where side = 'crm') or s.pm_id in (select row_id from asked where side = 'pm'))
        and not exists (select 1 from kept k where k.crm_id = s.crm_id and k.pm_id = s.pm_id)
        order by s.crm_id, s.pm_id for update)
      delete from suggestion s using old where s.mapping = $1 and s.crm_id = old.crm_id and s.pm_id = old.pm_id`,
    values: [
      mapping,
      rows.map(row => row.side),
      rows.map(row => row.rowId),
      found.map(one => one.crm),
      found.map(one => one.pm),
    ],
  })
  const kept = await keep(tx, mapping, found)
  return { ...kept, vanished: vanished.rowCount ?? 0 }
}

async function keep(
  tx: Db,
  mapping: number,
  found: readonly Suggestion[],
): Promise<Omit<SuggestionChanges, 'vanished'>> {
  if (found.length === 0) return { appeared: 0, changed: 0 }
  const kept = await tx.query<{ is_new: boolean }>({
    name: 'keep-suggestions',
    text: `
      insert into suggestion as s (mapping, crm_id, pm_id, score, is_equal, reasons)
      select $1, crm, pm, score, "isEqual", reasons from jsonb_to_recordset($2::jsonb)
        as f(crm text, pm text, score real, "isEqual" boolean, reasons jsonb)
      order by crm, pm
      on conflict (mapping, crm_id, pm_id) do update set score = excluded.score, is_equal = excluded.is_equal, reasons = excluded.reasons
      where s.reasons <> excluded.reasons or s.score <> excluded.score or s.is_equal <> excluded.is_equal
      returning xmax = 0 as is_new`,
    values: [mapping, JSON.stringify(found)],
  })
  const appeared = kept.rows.filter(row => row.is_new).length
  return { appeared, changed: kept.rows.length - appeared }
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
