import { z } from 'zod'

export const word = z.string().min(1)
export const side = z.enum(['crm', 'pm'])
export const scalar = z.union([z.string(), z.number(), z.boolean()])
const whenGone = z.enum(['unlink', 'delete', 'restore'])

const test = z
  .strictObject({
    is: scalar.describe('The one value the field must have.').exactOptional(),
    in: z.array(scalar).min(1).describe('The values of which the field must have one.').exactOptional(),
    filled: z
      .boolean()
      .describe('True: the field must hold something; false: it must be empty.')
      .exactOptional(),
  })
  .describe('Exactly one of is, in and filled.')

const tests = z.record(word, test)

const fieldPair = z.strictObject({
  crm: word.describe('The field of the row in the CRM.'),
  pm: word.describe('The field of the row in the project tool.'),
  as: word
    .describe('How values are translated: a table, `person` or `rich-text`. By the types unless given.')
    .exactOptional(),
  flow: z.enum(['both', 'to-crm', 'to-pm']).default('both').describe('Which way edits of the field travel.'),
  tie: z
    .enum(['crm', 'pm', 'newest', 'hold'])
    .default('hold')
    .describe('Whose edit stays when both sides edited the field; hold asks a person.'),
  closed: z
    .array(z.union([word, z.boolean()]))
    .min(1)
    .describe("Of a status: the values of the project tool's field that mean closed.")
    .exactOptional(),
})

export const fields = z.array(fieldPair)

export const pair = {
  pair: z.tuple([word, word]).describe('The kind of record in the CRM, then the one in the project tool.'),
  create: z.array(side).default([]).describe('The sides on which missing rows are created by themselves.'),
  only: z
    .strictObject({ crm: tests.default({}), pm: tests.default({}) })
    .default({ crm: {}, pm: {} })
    .describe('Tests that a row has to pass to take part.'),
  when_gone: z
    .strictObject({
      crm: whenGone.default('unlink').describe('What follows when the row in the CRM was deleted.'),
      pm: whenGone.default('unlink').describe('What follows when the row in the project tool was deleted.'),
    })
    .default({ crm: 'unlink', pm: 'unlink' })
    .describe('What becomes of a row whose counterpart was deleted.'),
  at_link: z
    .enum(['crm', 'pm', 'hold'])
    .default('hold')
    .describe('Whose values stand when two rows meet for the first time; hold asks a person.'),
  settle: z
    .string()
    .regex(/^[1-9]\d{0,2}[sm]$/)
    .describe('How long nobody may have edited a row before anything follows: `20s` or `2m`.')
    .exactOptional(),
  on_refusal: z
    .enum(['keep', 'revert'])
    .default('keep')
    .describe('What becomes of a refused value where it was typed: it stays, or is put back.'),
}

export type FieldPair = z.output<typeof fieldPair>

const section = z.strictObject({ ...pair, fields })

/** The keys that sections have in common. */
export type SharedParts = z.output<typeof section>
