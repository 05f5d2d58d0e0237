import type { Issue } from './api.ts'

/** Where a pull of issues is. A cursor is this as text. */
export interface Place {
  /** The moment it reads from, in whole seconds; null from the start. */
  readonly from: string | null
  /** How many of that reading it has had. */
  readonly offset: number
  /** What earlier pages have shown and this reading shows again, each with its time. */
  readonly seen: readonly string[]
}

export function cursorOf({ from, offset, seen }: Place): string {
  return [from ?? '', offset, seen.join(',')].join(' ')
}

export function placeIn(cursor: string): Place {
  const [, from = '', offset, seen = ''] = /^(\S*) (\d+) (\S*)$/.exec(cursor) ?? []
  if (offset === undefined) throw new Error('the cursor of a pull is a moment, a number and a list')
  return {
    from: from === '' ? null : from,
    offset: Number(offset),
    seen: seen.split(',').filter(part => part !== ''),
  }
}

/** An issue as it was shown: one that has changed since is another sight. */
export function sightOf({ id, updated_on }: Issue): string {
  return `${id}@${secondsOf(updated_on)}`
}

/** The place of the next page. The filter is a second wider than it says (observed on 5.0.4, 2026-11-26). */
export function after(place: Place, items: readonly Issue[], length: number): Place {
  const last = wholeSecond(items.at(-1)?.updated_on ?? null)
  if (last === null || (place.from !== null && last <= place.from))
    return { ...place, offset: place.offset + length }
  const since = secondsOf(last) - 1
  const again = items.filter(item => secondsOf(item.updated_on) >= since).map(sightOf)
  const before = place.seen.filter(sight => Number(sight.split('@')[1]) >= since)
  return { from: last, offset: 0, seen: [...new Set([...before, ...again])] }
}

/** The filter reads no fractions of a second. */
export function wholeSecond(moment: string | null): string | null {
  return moment === null ? null : `${new Date(moment).toISOString().slice(0, 19)}Z`
}

function secondsOf(moment: string | null | undefined): number {
  return Math.floor(Date.parse(moment ?? '') / 1000)
}
