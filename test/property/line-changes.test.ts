import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lineChanges } from '../../src/core/line-changes.ts'

const text = fc
  .array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 12 })
  .map(lines => lines.join('\n'))

test('the lines of a comparison give back both texts', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const changes = lineChanges(before, after)
      const without = (is: string) =>
        changes
          .filter(one => one.is !== is)
          .map(one => one.line)
          .join('\n')
      expect([without('new'), without('gone')]).toEqual([before, after])
    }),
  )
})

test('a text that did not change shows no change', () => {
  fc.assert(
    fc.property(text, same => {
      expect(lineChanges(same, same).filter(one => one.is !== 'same')).toEqual([])
    }),
  )
})
