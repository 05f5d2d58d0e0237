import fc from 'fast-check'
import { expect, test } from 'vitest'
import { beyond, type Tail, tailFrom, tailOn } from '../../src/core/tail.ts'
import { runs } from '../support/property.ts'

/** What may happen between two looks at the journal, and within one: somebody writes, ends, or takes everything back. */
const happening = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ is: fc.constant('writes' as const), who: fc.nat(4), many: fc.nat(2) }),
  },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('ends' as const), who: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('takes-back' as const), who: fc.nat(4) }) },
  { weight: 4, arbitrary: fc.constant({ is: 'looks' as const, who: 0 }) },
)

/** A journal as a database has it: numbers are given out at once, and seen when their transaction ends. */
function journal() {
  const open = new Map<number, { name: string; ids: number[] }>()
  const there = new Set<number>()
  let [next, transactions] = [1, 0]
  return {
    there,
    writers: () => [...open.values()].map(one => one.name),
    after: (id: number, most = 1000) =>
      [...there]
        .filter(one => one > id)
        .sort((a, b) => a - b)
        .slice(0, most),
    writes(who: number, many: number) {
      const mine = open.get(who) ?? { name: `tx ${transactions++}`, ids: [] }
      open.set(who, mine)
      for (let at = 0; at < many; at++) mine.ids.push(next++)
    },
    ends(who: number, keeps: boolean) {
      if (keeps) for (const id of open.get(who)?.ids ?? []) there.add(id)
      open.delete(who)
    },
  }
}

test('a reader passes no number that lands later, and gets to the end when everybody is done', () => {
  fc.assert(
    fc.property(
      fc.array(happening, { maxLength: 60 }),
      fc.nat(20),
      fc.integer({ min: 2, max: 8 }),
      (all, first, most) => {
        const of = journal()
        const passed: { at: number; seen: Set<number> }[] = []
        let tail: Tail | null = null
        let writers: readonly string[] | null = null
        // A look is two questions, and anything may happen between them.
        const look = (whole = false) => {
          if (writers === null) {
            tail ??= tailFrom(Math.max(0, ...of.there))
            writers = of.writers()
            if (!whole) return
          }
          tail = tailOn(tail as Tail, writers, of.after(beyond(tail as Tail), most))
          writers = null
          if (tail.at !== null)
            passed.push({ at: tail.at, seen: new Set([...of.there].filter(id => id <= Number(tail?.at))) })
        }
        all.forEach((one, at) => {
          if (one.is === 'looks') at >= first && look()
          else if (one.is === 'writes') of.writes(one.who, one.many)
          else of.ends(one.who, one.is === 'ends')
        })
        for (let who = 0; who < 5; who++) of.ends(who, true)
        for (let round = 0; round < 200; round++) look(true)
        for (const { at, seen } of passed)
          expect([...of.there].filter(id => id <= at && !seen.has(id))).toEqual([])
        expect((tail as Tail | null)?.at).toBe(Math.max(0, ...of.there))
      },
    ),
    runs(500),
  )
})
