import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Lens, World } from '../../src/core/lens.ts'
import { emptyWorld } from '../../src/core/lens.ts'
import type { Side, Value } from '../../src/core/value.ts'
import { otherSide, sides } from '../../src/core/value.ts'

export interface LawAsk {
  /** What may stand on each side. */
  readonly values: Readonly<Record<Side, fc.Arbitrary<Value>>>
  readonly world?: fc.Arbitrary<World>
  readonly numRuns?: number
}

/** Both laws of a lens, and that a change of form alone never counts. A failure prints its seed and path. */
export function keepsTheLaws(name: string, lens: Lens, ask: LawAsk): void {
  const world = ask.world ?? fc.constant(emptyWorld)
  const often = { numRuns: ask.numRuns ?? 1_000 }

  describe.each(sides)(`the lens ${name}, to the %s side`, to => {
    const [from, now] = [ask.values[otherSide(to)], ask.values[to]]
    const carrying = fc.tuple(from, now, world, fc.option(from, { nil: undefined }))

    test('what is carried across agrees with where it came from', () => {
      const law = ([value, there, known, was]: Carrying) => {
        const across = lens.across(value, to, there, known, was)
        expect(!across.ok || agrees(lens, to, value, across.value, known)).toBe(true)
      }
      fc.assert(fc.property(carrying, law), often)
    })

    test('where the two agree, carrying changes nothing', () => {
      const law = ([value, there, known, was]: Carrying) => {
        if (!agrees(lens, to, value, there, known)) return
        expect(lens.across(value, to, there, known, was)).toEqual({ ok: true, value: there })
      }
      fc.assert(fc.property(carrying, law), often)
    })

    test('what only changes its form agrees with the same as before', () => {
      const law = (before: Value, after: Value, value: Value, known: World) => {
        if (!lens.alike?.(to, before, after)) return
        expect(agrees(lens, to, value, after, known)).toBe(agrees(lens, to, value, before, known))
      }
      fc.assert(fc.property(now, now, from, world, law), often)
    })
  })
}

type Carrying = readonly [value: Value, there: Value, known: World, was: Value | undefined]

function agrees(lens: Lens, to: Side, value: Value, there: Value, world: World): boolean {
  return to === 'pm' ? lens.agree(value, there, world) : lens.agree(there, value, world)
}
