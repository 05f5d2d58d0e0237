import { z } from 'zod'

export const dealStates = [
  'made',
  'waiting',
  'held',
  'being-made',
  'asked',
  'offered',
  'left-out',
  'not-won',
] as const
const whole = z.enum(['being-made', 'asked', 'offered', 'left-out', 'not-won'])

/** How far a deal is on its way to a project, or why it is on none. */
const dealStateAnswer = z.union([
  z.strictObject({ is: z.literal('made'), project: z.string() }),
  z.strictObject({ is: z.enum(['waiting', 'held']), why: z.string() }),
  z.strictObject({ is: whole }),
])

/** A deal as a person is told of it. */
export const toldDealAnswer = z.strictObject({
  deal: z.string(),
  title: z.string().nullable(),
  state: dealStateAnswer,
  /** Who asked for its project by hand. */
  askedBy: z.string().nullable(),
  urls: z.strictObject({ crm: z.string().nullable(), pm: z.string().nullable() }),
})
