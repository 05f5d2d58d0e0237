import type { Path } from './places.ts'

/** The raw value at a path; undefined where there is none. Looks at own keys only. */
export function dig(raw: unknown, path: Path): unknown {
  let value = raw
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as Readonly<Record<string | number, unknown>>)[step]
  }
  return value
}

/** The entries of a raw map; none where it is no map. */
export function entriesOf(raw: unknown): readonly (readonly [string, unknown])[] {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? Object.entries(raw) : []
}

/** The items of a raw list; none where it is no list. */
export function itemsOf(raw: unknown): readonly unknown[] {
  return Array.isArray(raw) ? raw : []
}
