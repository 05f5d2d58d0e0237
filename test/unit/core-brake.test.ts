import { describe, expect, test } from 'vitest'
import { brake, defaultBrake } from '../../src/core/brake.ts'
import type { Verdict } from '../../src/core/plan.ts'

const times = (count: number, verdict: Verdict) => Array.from({ length: count }, () => verdict)
const deletions = (count: number) => times(count, { is: 'delete', on: 'crm' })
const unlinks = (count: number) => times(count, { is: 'unlink', why: 'gone-on-pm' })
const restores = (count: number) => times(count, { is: 'create', on: 'pm', fields: {}, why: 'restore' })
const others: readonly Verdict[] = [
  { is: 'rest', fields: {} },
  { is: 'update', fields: {} },
  { is: 'look-again' },
  { is: 'hold', code: 'hold/edited-and-deleted', detail: '' },
]

describe('the brake', () => {
  test.each([
    ['nothing to do', 0, []],
    ['as many rows gone as are allowed', 6, [...deletions(1), ...unlinks(2), ...restores(3)]],
    ['no row gone where none may be', 0, others],
    ['any number of other verdicts', 1, [...deletions(1), ...others, ...others]],
  ])('lets go: %s', (_, most, verdicts) => {
    expect(brake({ deletes: most }, verdicts)).toEqual({ is: 'go' })
  })

  test.each([
    ['to be deleted', deletions(4)],
    ['to be deleted on either side', [...deletions(3), { is: 'delete', on: 'pm' } as const]],
    ['to be let go', unlinks(4)],
    ['to be made anew', restores(4)],
    ['together', [...deletions(2), ...unlinks(1), ...restores(1)]],
  ])('stops one row later: %s', (_, verdicts) => {
    expect(brake({ deletes: 3 }, [...others, ...verdicts]).is).toBe('stop')
  })

  test('says what it found and what would have followed', () => {
    expect(brake({ deletes: 0 }, [...deletions(1), ...unlinks(2), ...restores(3)])).toEqual({
      is: 'stop',
      why: '6 rows are gone on one side. This pass would delete 1, let go 2 and make 3 anew on the other; without asking it may do so for 0.',
    })
  })

  test('allows twenty where the mapping does not say', () => {
    expect([20, 21].map(count => brake(defaultBrake, deletions(count)).is)).toEqual(['go', 'stop'])
  })
})
