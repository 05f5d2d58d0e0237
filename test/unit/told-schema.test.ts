import { expect, test } from 'vitest'
import { z } from 'zod'
import { verbs } from '../../src/engine/verbs/index.ts'
import { schemaOf, schemaOfAnswer } from '../../src/web/api/read-query.ts'
import { toldSchema } from '../../src/web/api/told-schema.ts'

const shapes: readonly (readonly [string, z.ZodType])[] = [
  ['string', z.string()],
  ['string (date-time)', z.iso.datetime()],
  ['"crm" | "pm"', z.enum(['crm', 'pm'])],
  ['"on"', z.literal('on')],
  ['string | null', z.string().nullable()],
  ['string[]', z.array(z.string())],
  ['(string | null)[]', z.array(z.string().nullable())],
  ['anything', z.unknown()],
  ['{\n  [name]: integer\n}', z.record(z.string(), z.int())],
  ['{}', z.strictObject({})],
  [
    '{\n  items: {\n    id: string\n    score?: number\n  }[]\n}',
    z.strictObject({
      items: z.array(z.strictObject({ id: z.string(), score: z.number().optional() })),
    }),
  ],
]
test.each(shapes)('%s', (told, shape) => {
  expect(toldSchema(schemaOfAnswer(shape))).toBe(told)
})

test.each(verbs.map(verb => [verb.name, verb] as const))(
  '%s is told without a word of JSON schema',
  (_, verb) => {
    for (const schema of [schemaOf(verb.ask), schemaOfAnswer(verb.answer)])
      expect(toldSchema(schema)).not.toMatch(/undefined|\[object|anyOf|\$/)
  },
)
