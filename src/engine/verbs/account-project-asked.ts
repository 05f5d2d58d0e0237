import { z } from 'zod'
import type { AccountProject } from '../../store/account-projects.ts'

/** A project that somebody wanted for an account. */
export const accountProjectAnswer = z.strictObject({
  account: z.string(),
  state: z.enum(['asked', 'waiting', 'sent', 'made', 'failed']),
  /** Why it waits, or was not made. */
  why: z.string().nullable(),
  project: z.string().nullable(),
  url: z.string().nullable(),
  askedBy: z.string(),
})

export function toldAccountProject(request: AccountProject): z.output<typeof accountProjectAnswer> {
  const { account, state, why, project, url, askedBy } = request
  return { account, state, why, project, url, askedBy }
}
