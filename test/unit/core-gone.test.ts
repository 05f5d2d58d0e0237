import { describe, expect, test } from 'vitest'
import { goneAfterMs, sightingOf } from '../../src/core/gone.ts'
import { rowWith } from '../support/small-mapping.ts'

const row = rowWith({ title: 'a' })
const now = 1_700_000_000_000

describe('a row is', () => {
  type Row = readonly [
    what: string,
    row: typeof row | undefined,
    since: number | null,
    said: boolean,
    seen: string,
  ]
  const rows: readonly Row[] = [
    ['there, when it is read', row, null, false, 'row'],
    ['there, when it is read, whatever a deletion feed said', row, null, true, 'row'],
    ['there, when it is read again after it was missing', row, now - goneAfterMs, false, 'row'],
    ['missing, when one reading misses it', undefined, null, false, 'missing'],
    [
      'missing, when two readings miss it that are close in time',
      undefined,
      now - goneAfterMs + 1,
      false,
      'missing',
    ],
    ['gone, when two readings miss it that are apart in time', undefined, now - goneAfterMs, false, 'gone'],
    ['gone, when a deletion feed said so and a reading misses it', undefined, null, true, 'gone'],
    ['missing, when the clock was put back', undefined, now + 60_000, false, 'missing'],
  ]
  test.each(rows)('%s', (_, shown, since, said, seen) => {
    expect(sightingOf(shown, since, said, now)).toEqual(seen === 'row' ? { seen, row } : { seen })
  })
})
