import { z } from 'zod'
import { word } from './pair-schema.ts'

const source = {
  pm: word.describe('A field of the project, or of the record inside it that `of` names.').exactOptional(),
  crm: word.describe('A field of the deal.').exactOptional(),
}

const day = z
  .strictObject({
    ...source,
    of: word.describe('The kind of record inside the project, such as a version.').exactOptional(),
    named: word.describe('The name of that record.').exactOptional(),
  })
  .describe('Where the day stands: a field of the project, of the deal, or of a record inside the project.')

const flag = z
  .strictObject(source)
  .describe('Where it stands: a field of the project or of the deal that says yes or no.')

/** Where a project's schedule stands. */
export const schedule = z.strictObject({
  start: day.exactOptional(),
  end: day.exactOptional(),
  strict: z
    .union([z.boolean(), flag])
    .describe('Whether tasks have to stay within the schedule: for all projects, or as a field says.')
    .exactOptional(),
})
