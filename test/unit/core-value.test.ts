import { describe, expect, test } from 'vitest'
import { otherSide, sameValue, sides, type Value } from '../../src/core/value.ts'

describe('two values', () => {
  const rows: readonly (readonly [one: Value | undefined, other: Value | undefined, same: boolean])[] = [
    ['a', 'a', true],
    ['a', 'A', false],
    ['1', 1, false],
    [0, false, false],
    ['', null, false],
    [null, null, true],
    [undefined, undefined, true],
    [undefined, null, false],
    [[], [], true],
    [['a', 'b'], ['a', 'b'], true],
    [['a', 'b'], ['b', 'a'], false],
    [['a'], ['a', 'b'], false],
    [['a', 'b'], ['a'], false],
    [['a'], 'a', false],
    [[], null, false],
  ]
  test.each(rows)('%j and %j are the same: %s', (one, other, same) => {
    expect(sameValue(one, other)).toBe(same)
    expect(sameValue(other, one)).toBe(same)
  })
})

test('each side has the other', () => {
  expect(sides.map(otherSide)).toEqual(['pm', 'crm'])
})
