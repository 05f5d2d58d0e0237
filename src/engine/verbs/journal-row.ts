import { z } from 'zod'
import { journalKinds } from '../../store/journal.ts'
import { pairName } from './shapes.ts'

/** An entry of the journal. */
export const journalRow = z.strictObject({
  id: z.string(),
  at: z.string(),
  mapping: z.string().nullable(),
  mappingId: z.int().nullable(),
  pair: pairName.nullable(),
  key: z.string().nullable(),
  kind: z.enum(journalKinds),
  /** The pass that it belongs to. */
  pass: z.string().nullable(),
  /** What there is to say, by its kind. */
  data: z.unknown(),
})
