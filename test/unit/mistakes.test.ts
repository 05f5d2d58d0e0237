import { expect, test } from 'vitest'
import { z } from 'zod'
import { mistakesIn } from '../../src/engine/mistakes.ts'
import { verbs } from '../../src/engine/verbs/index.ts'

const choice = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('side'), side: z.enum(['crm', 'pm']) }),
  z.strictObject({ is: z.literal('pick'), row: z.string().min(1) }),
])

test.each<[string, z.ZodType, unknown, string]>([
  ['nothing', z.string(), undefined, 'it: is missing'],
  ['a list for a text', z.string(), [], 'it: has to be a text'],
  ['no number', z.number(), Number.NaN, 'it: has to be a number'],
  ['half a number', z.number().int(), 1.5, 'it: has to be a whole number'],
  ['another word', z.enum(['crm', 'pm']), 'both', 'it: has to be crm or pm'],
  ['an empty text', z.string().min(1), '', 'it: must not be empty'],
  ['too long a text', z.string().max(3), 'four', 'it: has to have at most 3 letters'],
  ['an empty list', z.array(z.string()).min(1), [], 'it: has to have at least 1 entry'],
  ['too large a number', z.number().max(500), 501, 'it: has to be at most 500'],
  ['no moment', z.iso.datetime(), 'yesterday', 'it: has to be a moment such as 2026-11-26T08:00:00Z'],
  ['no id', z.uuid(), 'x', 'it: has to be an id such as 0d9f4f0e-5a53-4b1b-9d5b-0c6a3f1f2e11'],
  ['a key that is not known', z.strictObject({ a: z.string() }), { a: 'x', b: 1 }, 'it: knows no b'],
  ['words of its own', z.string().regex(/^x$/, 'an x'), 'y', 'it: an x'],
  ['another choice', choice, { is: 'guess' }, 'is: has to be side or pick'],
  ['a choice half made', choice, { is: 'side', side: 'both' }, 'side: has to be crm or pm'],
  ['none of two forms', z.union([z.string().min(1), z.number()]), true, 'it: has to be a text'],
])('%s is said in plain words', (_what, schema, given, words) => {
  expect(mistakesIn(schema.safeParse(given).error as z.ZodError, 'it')).toEqual([words])
})

test.each(verbs.map(verb => [verb.name, verb.ask] as const))(
  '%s: no mistake is said in the words of a library, and none repeats what was given',
  (_name, ask) => {
    const given = Object.fromEntries(
      [...Object.keys(ask.shape), 'hush-key'].map((key, at) => [key, at % 2 ? 'hush%' : [{ is: 'hush%' }]]),
    )
    const mistakes = mistakesIn(ask.safeParse(given).error as z.ZodError).join('; ')
    expect(mistakes).not.toMatch(
      /Invalid|Too (small|big)|Unrecognized|pattern|received|expected|NaN|hush%|is not what/,
    )
  },
)
