import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadConnectors } from '../../src/engine/registry.ts'
import type { Delivery } from '../../src/spi/index.ts'

const text = fc.string({ unit: 'binary', maxLength: 40 })
const known = fc.constantFrom(
  'signature',
  'x-hook-signature',
  'content-type',
  'token',
  'k',
  'event',
  'type',
  'ids',
)
const named = fc.dictionary(fc.oneof(known, text), text, { maxKeys: 5 })
const bytes = (of: fc.Arbitrary<string>) => of.map(one => new TextEncoder().encode(one))
/** Noise, JSON of any form, forms, and what vendors send with anything in its place; whole, or cut off. */
const body = fc
  .oneof(
    fc.uint8Array({ maxLength: 200 }),
    bytes(fc.json()),
    bytes(fc.webQueryParameters()),
    bytes(
      fc
        .dictionary(
          fc.constantFrom(
            'token',
            'module',
            'ids',
            'operation',
            'channel_id',
            'id',
            'taskId',
            'projectId',
            'type',
          ),
          fc.jsonValue(),
        )
        .map(one => JSON.stringify(one)),
    ),
  )
  .chain(whole => fc.nat({ max: whole.length }).map(cut => (cut % 2 === 0 ? whole : whole.slice(0, cut))))
const delivery: fc.Arbitrary<Delivery> = fc.record({ headers: named, query: named, body })
const secrets = [
  'f0e1d2c3b4a5968778695a4b3c2d1e0f',
  JSON.stringify({ '1': 'f0e1d2c3b4a5968778695a4b3c2d1e0f' }),
]

const hooked = [...(await loadConnectors()).values()].flatMap(({ name, webhooks, entities }) =>
  webhooks ? [[name, webhooks, Object.keys(entities)] as const] : [],
)

describe.each(hooked)('a webhook for %s that somebody made up', (_name, webhooks, entities) => {
  test("is never taken for the vendor's, whatever it is made of, and is refused without a crash [I5]", () => {
    fc.assert(
      fc.property(delivery, fc.constantFrom(...secrets), (one, secret) => {
        expect(webhooks.verify(one, secret)).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })

  test('is not readable, or says where to look and nothing else [I5]', () => {
    fc.assert(
      fc.property(delivery, one => {
        for (const hint of hintsIn(() => webhooks.parse(one))) {
          expect(hint).toEqual({ entity: expect.any(String), id: expect.any(String) })
          expect(entities).toContain(hint.entity)
        }
      }),
      { numRuns: 2000 },
    )
  })
})

function hintsIn<T>(parse: () => readonly T[]): readonly T[] {
  try {
    return parse()
  } catch (error) {
    expect(error).toBeInstanceOf(Error)
    return []
  }
}
