import type { Db } from './database.ts'

/** A question for a person about one key, or about one field of it. */
export interface Hold {
  readonly key: string
  readonly field: string
  readonly code: string
  readonly detail: string
}

/** Opens the holds a pass found on these keys and closes those it no longer found. Answers the keys with a new one. */
export async function replaceHolds(
  tx: Db,
  mapping: number,
  keys: readonly string[],
  holds: readonly Hold[],
): Promise<Set<string>> {
  if (keys.length === 0) return new Set()
  await tx.query({
    name: 'close-holds',
    text: `
      update hold set closed_at = now() where mapping = $1 and key = any($2) and closed_at is null
      and (key, field, code) not in (select * from unnest($3::text[], $4::text[], $5::text[]))`,
    values: [
      mapping,
      keys,
      holds.map(hold => hold.key),
      holds.map(hold => hold.field),
      holds.map(hold => hold.code),
    ],
  })
  if (holds.length === 0) return new Set()
  const open = await tx.query<{ key: string; isNew: boolean }>({
    name: 'open-holds',
    text: `insert into hold (mapping, key, field, code, detail)
           select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::text[])
           on conflict (mapping, key, field) where closed_at is null do update set detail = excluded.detail
           returning key, xmax = 0 as "isNew"`,
    values: [
      mapping,
      holds.map(hold => hold.key),
      holds.map(hold => hold.field),
      holds.map(hold => hold.code),
      holds.map(hold => hold.detail),
    ],
  })
  return new Set(open.rows.flatMap(hold => (hold.isNew ? [hold.key] : [])))
}
