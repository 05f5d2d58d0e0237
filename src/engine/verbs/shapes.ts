import { z } from 'zod'

/** What several answers are made of. */
export const side = z.enum(['crm', 'pm'])
export const pairName = z.enum(['accounts', 'deals', 'tasks', 'comments'])

/** A field's value in Baton's own form. */
export const value = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string()).readonly()])
export const fields = z.record(z.string(), value)

/** A moment, ISO 8601 in UTC. */
export const moment = z.iso.datetime()

/** What a list numbers: an entry, a question, a preview. */
export const numbered = z.string().regex(/^\d{1,18}$/, 'has to be a number, as lists show it')

/** An account and a client, by their vendors' ids. */
export const idPair = z.strictObject({ crm: z.string().min(1).max(200), pm: z.string().min(1).max(200) })

/** One of many that could not be done, and why. The others were. */
export const refusedOf = <T extends z.ZodType>(what: T) =>
  z.array(z.strictObject({ what, why: z.string() })).readonly()
