import type { Db } from './database.ts'

/** Words that more rows have than this are looked for on the way instead: a page of them is soon full. */
export const rare = 5000

/** Every word of what was typed as the beginning of a word, for `to_tsquery`; empty: there is no word in it. */
export function prefixes(search: string): string {
  const words = search.match(/[\p{L}\p{N}]+/gu) ?? []
  return words.map(word => `'${word}':*`).join(' & ')
}

/**
 * The rows that words are found in by their index, or that have this id; null: too many to be gathered. Asked by itself,
 * without an order: the planner would take the order for a reason to read everything.
 */
export async function rowsWith(
  db: Db,
  words: { readonly text: string; readonly values: readonly unknown[] },
  ids: { readonly text: string; readonly values: readonly unknown[] },
): Promise<string[] | null> {
  const byWords = await db.query<{ id: string }>(`${words.text} limit ${rare + 1}`, [...words.values])
  if (byWords.rows.length > rare) return null
  const byId = await db.query<{ id: string }>(ids.text, [...ids.values])
  return [...new Set([...byWords.rows, ...byId.rows].map(row => row.id))]
}
