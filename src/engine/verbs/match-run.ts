import { z } from 'zod'

/** One comparison of all accounts, and what it changed. */
export const matchRun = z.strictObject({
  id: z.string(),
  by: z.string(),
  endedAt: z.string().nullable(),
  compared: z.int(),
  appeared: z.int(),
  changed: z.int(),
  vanished: z.int(),
})
