/** A list as Redmine pages it: 25 unless told, at most 100, and a wish for more is cut down without a word. */
export function paged<T>(query: URLSearchParams, name: string, rows: readonly T[]) {
  const wish = Number(query.get('limit') ?? 25)
  const limit = wish >= 1 ? Math.min(100, Math.floor(wish)) : 25
  const offset = Math.max(0, Math.floor(Number(query.get('offset') ?? 0)) || 0)
  return { [name]: rows.slice(offset, offset + limit), total_count: rows.length, offset, limit }
}
