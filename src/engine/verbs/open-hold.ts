import { z } from 'zod'
import { setReasons } from '../../core/decision.ts'
import { fields, moment, pairName, side, value } from './shapes.ts'

/** What a person may answer without saying more. */
const plain = ['delete', 'restore', 'unlink', 'none', 'ignore', 'create-again'] as const

const choice = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('take'), side }),
  z.strictObject({ is: z.literal('leave') }),
  z.strictObject({ is: z.literal('set'), side, value, why: z.enum(setReasons) }),
  z.strictObject({ is: z.literal('pick'), row: z.string() }),
  z.strictObject({ is: z.enum(plain).exclude(['ignore']) }),
  z.strictObject({
    is: z.literal('ignore'),
    deleted: z.string().exactOptional(),
    letGo: z.string().exactOptional(),
  }),
  z.strictObject({ is: z.literal('take-back'), on: side, deletes: z.boolean(), version: z.string() }),
])

/** One way to answer, and what would come of it. */
const option = z.strictObject({
  choice: z.enum([...plain, 'take', 'leave', 'set', 'pick', 'take-back', 'retry', 'add', 'decline']),
  side: side.exactOptional(),
  row: z.string().exactOptional(),
  writes: z.strictObject({ side, value }).exactOptional(),
  does: z.string(),
})

const namedRow = z.strictObject({
  id: z.string(),
  name: z.string().nullable(),
  url: z.string().nullable(),
})

/** A question that waits for a person. */
export const openHold = z.strictObject({
  id: z.string(),
  mapping: z.string(),
  mappingId: z.int(),
  pair: pairName.nullable(),
  key: z.string(),
  field: z.string(),
  /** A path: `hold/tie`. */
  code: z.string(),
  detail: z.string(),
  /** Null: it closes by itself, or by repairing what it names. */
  question: z.strictObject({ about: fields, past: fields, options: z.array(option).readonly() }).nullable(),
  shown: z.strictObject({ crm: namedRow.exactOptional(), pm: namedRow.exactOptional() }),
  since: moment,
  /** What somebody answered, until a pass has taken it. */
  answer: choice.nullable(),
})
