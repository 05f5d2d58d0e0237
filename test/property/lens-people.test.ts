import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { World } from '../../src/core/lens.ts'
import { nobody, peopleLens, personLens } from '../../src/core/lenses/people.ts'
import { keepsTheLaws } from '../support/lens-laws.ts'

const crm = fc.constantFrom('c1', 'c2', 'c3', 'c4', '', null)
const pm = fc.constantFrom('p1', 'p2', 'p3', 'p4', '', null)
const list = fc.oneof(fc.array(fc.constantFrom('p1', 'p2', 'p3', 'p4', ''), { maxLength: 4 }), pm)

/** Some people are several on the other side, some are nobody, and some are nobody's counterpart. */
const pair = fc.tuple(fc.constantFrom('c1', 'c2', 'c3', nobody), fc.constantFrom('p1', 'p2', 'p3', nobody))
const world: fc.Arbitrary<World> = fc.array(pair, { maxLength: 5 }).map(person => ({ pairs: { person } }))

keepsTheLaws('person', personLens, { values: { crm, pm }, world })
keepsTheLaws('people', peopleLens, { values: { crm, pm: list }, world })

test('one person takes the place of one: nobody else leaves the list, or moves within it', () => {
  const lists = fc.uniqueArray(fc.constantFrom('p1', 'p2', 'p3', 'p4', 'p5'))
  const people = ['1', '2', '3', '4', '5'].map(id => [`c${id}`, `p${id}`] as const)
  const known = { pairs: { person: people } }
  const somebody = fc.constantFrom('c1', 'c2', 'c3', 'c4', 'c5')
  fc.assert(
    fc.property(somebody, lists, fc.option(somebody, { nil: undefined }), (next, now, was) => {
      const across = peopleLens.across(next, 'pm', now, known, was)
      const after = across.ok && Array.isArray(across.value) ? across.value : []
      const stays = now.some(id => id === `p${next.slice(1)}`)
      const leaving = stays ? null : `p${was?.slice(1)}`
      expect(after.filter(id => now.includes(id))).toEqual(now.filter(id => id !== leaving))
      expect(after.length).toBeLessThanOrEqual(now.length + 1)
    }),
  )
})
