import { describe, expect, test } from 'vitest'
import { emptyWorld } from '../../src/core/lens.ts'
import { momentLens } from '../../src/core/lenses/moment.ts'
import type { Value } from '../../src/core/value.ts'

describe('moments', () => {
  const cases: readonly (readonly [crm: Value, pm: Value, same: boolean])[] = [
    ['2026-11-02T10:15:30Z', '2026-11-02T10:15:30Z', true],
    ['2026-11-02T10:15:30Z', '2026-11-02T10:15:30.999Z', true],
    ['2026-11-02T10:15:30.999Z', '2026-11-02T10:15:31Z', false],
    ['2026-11-02T10:15:30Z', '2026-11-02T11:15:30+01:00', true],
    ['2026-11-02T23:30:00-02:00', '2026-11-03T01:30:00Z', true],
    ['2026-11-02T10:15Z', '2026-11-02T10:15:00Z', true],
    [null, '', true],
    [null, '2026-11-02T10:15:30Z', false],
    ['2026-11-02T10:15:30', '2026-11-02T10:15:30Z', false],
    ['soon', 'soon', true],
  ]
  test.each(cases)('%s and %s: %s', (crm, pm, same) => {
    expect(momentLens.agree(crm, pm, emptyWorld)).toBe(same)
  })

  test.each(['2026-11-02T10:15:30', '2026-11-02', 'soon', 5])('%s is no moment, and is asked', value => {
    expect(momentLens.across(value, 'pm', null, emptyWorld)).toMatchObject({ code: 'carry/not-a-moment' })
  })

  test('a vendor that drops the milliseconds has changed nothing', () => {
    expect(momentLens.alike?.('pm', '2026-11-02T10:15:30.500Z', '2026-11-02T10:15:30Z')).toBe(true)
  })
})
