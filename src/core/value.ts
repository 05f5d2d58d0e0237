/** One of the two ends of a mapping. Neither is the original. */
export type Side = 'crm' | 'pm'

/**
 * What a field can hold, in Baton's own form: text as it is, numbers as numbers, money as decimal text,
 * a day as `YYYY-MM-DD`, a moment as ISO 8601 in UTC, a person or a linked row as the vendor's id,
 * several of them as a list. `null` is "empty", which a missing key is not.
 */
export type Value = string | number | boolean | null | readonly string[]

export type Fields = Readonly<Record<string, Value>>

export const sides: readonly Side[] = ['crm', 'pm']

export function otherSide(side: Side): Side {
  return side === 'crm' ? 'pm' : 'crm'
}

/** What is on a side, and what is on the other one. */
export function bySide<T>(side: Side, own: T, other: T): Readonly<Record<Side, T>> {
  return side === 'crm' ? { crm: own, pm: other } : { crm: other, pm: own }
}

/** Equality of two values as they stand; `undefined` (never seen) equals only itself. */
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, at) => item === b[at])
  return a === b
}
