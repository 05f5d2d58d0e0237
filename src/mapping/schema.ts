import { z } from 'zod'
import { defaultBrake } from '../core/brake.ts'
import type { RuleName } from '../core/rules.ts'
import { rules } from '../core/rules.ts'
import { comments } from './comments-schema.ts'
import { fields, pair, scalar, word } from './pair-schema.ts'
import { schedule } from './schedule-schema.ts'

const meanings = z.union([z.string(), z.boolean(), z.array(z.union([z.string(), z.boolean()])).min(1)])
const ruleNames = Object.keys(rules) as [RuleName, ...RuleName[]]

const evidence = z.enum(['website', 'phone', 'email', 'city', 'country'])

const match = z.strictObject({
  crm: word.describe('The name in the CRM.'),
  pm: word.describe('The name in the project tool.'),
  also: z
    .array(z.union([evidence, z.strictObject({ as: evidence, crm: word, pm: word })]))
    .default([])
    .describe('What else speaks for two rows being the same. It is never enough to link them unasked.'),
  legal_form: z
    .enum(['asks', 'ignored'])
    .default('asks')
    .describe('Names that differ only in their legal form: a person is asked, or they count as equal.'),
})

const accounts = z.strictObject({
  ...pair,
  match: z
    .union([word, match])
    .describe('The field by which rows that never met are recognised; one name, or one for each side.')
    .exactOptional(),
  fields: fields.default([]).describe('The fields that are kept the same.'),
})

const template = z.strictObject({
  by: word.describe('The field of the deal that chooses the template.').exactOptional(),
  table: z.record(word, word).default({}).describe('Value of that field -> template.'),
  otherwise: word.describe('The template for all other deals.').exactOptional(),
})

const group = z.strictObject({
  by: word.describe('The field of the deal that chooses the group.').exactOptional(),
  table: z
    .record(word, word)
    .describe('Value of that field -> group. Without a table the value itself names the group.')
    .exactOptional(),
  otherwise: word.describe('The group for all other deals.').exactOptional(),
})

const dates = z.strictObject({
  start: word.describe('`won-date`, or a date field of the deal.'),
  end: word.describe('`won-date`, or a date field of the deal.').exactOptional(),
  days: z.int().min(1).max(3650).describe('The length of the project in days.').exactOptional(),
})

const members = z.strictObject({
  owner: z.boolean().default(false).describe("True: the deal's owner becomes the project's owner."),
  add: z.enum(['no', 'ask', 'yes']).default('no').describe('Whether people are added to the project.'),
  people: z
    .array(word)
    .min(1)
    .default(['owner'])
    .describe('The fields of the deal that name the people who are added.'),
})

const noMembers = { owner: false, add: 'no' as const, people: ['owner'] }

const deals = z.strictObject({
  ...pair,
  when: z
    .record(word, scalar)
    .describe('The values a deal must have for a project to be made of it.')
    .exactOptional(),
  needs: z
    .enum(['accounts'])
    .describe('Nothing is created before the account of the deal is linked.')
    .exactOptional(),
  name: z
    .union([word, z.array(word).min(1).max(5)])
    .describe("The name of a new project: a field of the deal, or several, joined with ' - '.")
    .exactOptional(),
  template: template.describe('The template of a new project.').exactOptional(),
  group: group.describe('The group of projects that a new project is put into.').exactOptional(),
  description: word
    .describe('The field of the deal that becomes the description of a new project.')
    .exactOptional(),
  dates: dates.describe('The schedule of a new project.').exactOptional(),
  schedule: schedule
    .describe("Where a project's schedule stands, if not in its own fields `start`, `end` and `strict`.")
    .exactOptional(),
  members: members.default(noMembers).describe('The people of a new project.'),
  fields: fields.default([]).describe('The fields that are kept the same.'),
})

const mark = z
  .strictObject({
    tag: word.describe('The tag that a linked task carries.').exactOptional(),
    field: word.describe('The field of a linked task that has the value.').exactOptional(),
    value: z.union([word, z.boolean()]).describe('Its value; true unless given.').exactOptional(),
  })
  .describe('A tag, or a field with its value.')

const tasks = z.strictObject({
  ...pair,
  inside: z.enum(['accounts', 'deals']).describe('The section whose rows a task belongs to.'),
  fields: fields.min(1).describe('The fields that are kept the same.'),
  mark: z
    .strictObject({ crm: mark.exactOptional(), pm: mark.exactOptional() })
    .describe('How a task shows that it is linked, on either side.')
    .exactOptional(),
  rules: z
    .array(z.enum(ruleNames))
    .default([])
    .describe('The rules of the project tool that edits have to keep.'),
})

/** The mapping file. It is the validator, the type, and through JSON Schema the editor's completion. */
export const mappingSchema = z
  .strictObject({
    version: z.literal(1).describe('The version of this format.'),
    name: z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/)
      .describe('The name of the mapping: small letters, digits and hyphens.'),
    title: word.describe('The name that people read.'),
    crm: word.describe('The connector of the CRM.'),
    pm: word.describe('The connector of the project tool.'),
    accounts: accounts.describe('Accounts and clients.').exactOptional(),
    deals: deals.describe('Deals and projects.').exactOptional(),
    tasks: tasks.describe('Tasks on both sides.').exactOptional(),
    comments: comments.describe('Comments on tasks.').exactOptional(),
    tables: z
      .record(word, z.record(z.string(), meanings))
      .default({})
      .describe(
        'Words of the one side -> words of the other, or true and false. The empty word is an empty field.',
      ),
    brake: z
      .strictObject({
        deletes: z
          .int()
          .min(0)
          .max(1_000_000)
          .default(defaultBrake.deletes)
          .describe('Rows that may be deleted, let go or made anew because their counterpart was deleted.'),
        overwrites: z
          .int()
          .min(0)
          .max(1_000_000)
          .default(defaultBrake.overwrites)
          .describe('Rows of which values may be replaced.'),
        minutes: z
          .int()
          .min(1)
          .max(10_080)
          .default(defaultBrake.minutes)
          .describe('The time that is counted over.'),
      })
      .default(defaultBrake)
      .describe(
        'What is done without asking in a rolling time. Beyond it the mapping stops until a person agrees.',
      ),
  })
  .describe('A Baton mapping: which records of a CRM meet which of a project tool, field by field.')

/** A mapping as it was written, with every default filled in. Not yet compared with the connectors. */
export type Mapping = z.output<typeof mappingSchema>
