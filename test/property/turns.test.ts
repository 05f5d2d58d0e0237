import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aloneAfter, companyFor, restsAfter, turnOf } from '../../src/core/turn-of.ts'

interface Key {
  readonly name: number
  /** Whoever has it in hand dies. */
  readonly kills: boolean
  suspect: boolean
  attempts: number
  dueMs: number
}

const most = 100

/** Claims, turn after turn, the oldest first, until nothing is due; `news` become due while that goes on. */
function serve(kills: readonly boolean[], newsPerTurn: number) {
  const keys = kills.map((kills, name): Key => ({ name, kills, suspect: false, attempts: 0, dueMs: 0 }))
  const queue = keys.slice(0, most)
  const news = keys.slice(most)
  const [done, resting, alone] = [new Set<number>(), new Set<number>(), new Map<number, number>()]
  let deaths = 0
  let turns = 0
  while (queue.length + news.length > 0) {
    turns += 1
    for (const key of queue) key.dueMs += 1
    queue.push(...news.splice(0, newsPerTurn))
    const claims = queue.splice(0, most)
    const { runs, waits, rests } = turnOf(claims)
    expect([...runs, ...waits, ...rests].map(key => key.name).sort()).toEqual(
      claims.map(key => key.name).sort(),
    )
    for (const key of rests) resting.add(key.name)
    queue.push(...waits)
    if (!runs.some(key => key.kills)) for (const key of runs) done.add(key.name)
    else {
      deaths += 1
      for (const key of runs) {
        key.suspect = true
        key.attempts += 1
        if (runs.length === 1) alone.set(key.name, (alone.get(key.name) ?? 0) + 1)
      }
      queue.unshift(...runs)
    }
  }
  return { keys, done, resting, alone, deaths, turns }
}

const some = fc.array(
  fc.boolean().chain(often => (often ? fc.boolean() : fc.constant(false))),
  { minLength: 1, maxLength: 160 },
)

test('whatever kills its workers rests after five deaths, and nothing else does, whoever it runs with', () => {
  fc.assert(
    fc.property(some, fc.integer({ min: 1, max: 40 }), (kills, newsPerTurn) => {
      const { keys, done, resting, alone, deaths } = serve(kills, newsPerTurn)
      for (const { name, kills } of keys) {
        expect(resting.has(name)).toBe(kills)
        expect(done.has(name)).toBe(!kills)
        if (kills) expect(alone.get(name)).toBeGreaterThan(restsAfter - aloneAfter - 1)
      }
      expect(deaths).toBeLessThanOrEqual(restsAfter * resting.size)
    }),
  )
})

test('those that a worker died with once, and that are innocent, are done in groups and not one by one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: most }), count => {
      const claims = Array.from({ length: count }, () => ({ suspect: true, attempts: 1, dueMs: 0 }))
      let left = claims
      let turns = 0
      for (; left.length > 0; turns += 1) left = [...turnOf(left).waits]
      expect(turns).toBe(Math.ceil(count / companyFor(1)))
    }),
  )
})

test('however much that is more urgent comes in, those that a worker died with have their turn', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 30 }), (count, urgent) => {
      let left = Array.from({ length: count }, () => ({ suspect: true, attempts: 1, dueMs: 1 }))
      let turns = 0
      for (; left.length > 0 && turns < 100; turns += 1) {
        const news = Array.from({ length: urgent }, () => ({ suspect: false, attempts: 0, dueMs: 0 }))
        const { runs } = turnOf([...news, ...left])
        left = left
          .filter(claim => !runs.includes(claim))
          .map(claim => ({ ...claim, dueMs: claim.dueMs + 1 }))
      }
      expect(turns).toBe(Math.ceil(count / companyFor(1)))
    }),
  )
})

test('each death makes the company smaller, until there is none', () => {
  const sizes = Array.from({ length: restsAfter }, (_, deaths) => companyFor(deaths))
  expect(sizes.every((size, at) => at === 0 || size <= (sizes[at - 1] ?? 0))).toBe(true)
  expect(sizes.slice(aloneAfter).every(size => size === 1)).toBe(true)
})
