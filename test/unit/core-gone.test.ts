import { describe, expect, test } from 'vitest'
import { type Absence, goneAfterMs, sightingOf } from '../../src/core/gone.ts'
import { rowWith } from '../support/small-mapping.ts'

const row = rowWith({ title: 'a' })
const first: Absence = { forMs: null, said: false, parent: 'answers' }
const long: Absence = { ...first, forMs: goneAfterMs }

describe('a row is', () => {
  const rows: readonly (readonly [string, typeof row | undefined, Absence, string])[] = [
    ['there, when it is read', row, first, 'row'],
    ['there, when it is read, whatever a deletion feed said', row, { ...first, said: true }, 'row'],
    ['there, when it is read again after it was missing', row, long, 'row'],
    ['missing, when one reading misses it', undefined, first, 'missing'],
    [
      'missing, when two readings close in time miss it',
      undefined,
      { ...long, forMs: goneAfterMs - 1 },
      'missing',
    ],
    ['gone, when two readings apart in time miss it and its parent answers', undefined, long, 'gone'],
    ['gone, when it belongs to no row', undefined, { ...long, parent: 'none' }, 'gone'],
    [
      'out of sight, when its parent is missing, too',
      undefined,
      { ...long, parent: 'missing' },
      'out-of-sight',
    ],
    [
      'missing, when its parent is, and this is the first reading',
      undefined,
      { ...first, parent: 'missing' },
      'missing',
    ],
    [
      'gone, when a deletion feed said so and a reading misses it',
      undefined,
      { ...first, said: true },
      'gone',
    ],
    ['missing, when time went backwards', undefined, { ...first, forMs: -60_000 }, 'missing'],
  ]
  test.each(rows)('%s', (_, shown, absence, seen) => {
    expect(sightingOf(shown, absence)).toEqual(seen === 'row' ? { seen, row } : { seen })
  })
})
