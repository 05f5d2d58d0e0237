import { z } from 'zod'
import type { ConnectionHealth } from '../../store/connection-health.ts'
import type { Connection } from '../../store/connections.ts'

export const fix = z.strictObject({ wrong: z.string(), advice: z.string() })
export type Fix = z.output<typeof fix>

const elsewhere =
  'Connect it with the account it had; or connect the other one under a name of its own; or say that it is the same account at another address. When it reaches the account it had, it goes on by itself.'

/** What is wrong with a connection, the worst first, and what to do about it; null: nothing is. */
export function fixFor(
  {
    state,
    pausedWhy,
    stoppedBy,
    connector,
  }: Pick<Connection, 'state' | 'pausedWhy' | 'stoppedBy' | 'connector'>,
  { chores }: Pick<ConnectionHealth, 'chores'>,
  isKnown: boolean,
): Fix | null {
  if (!isKnown)
    return {
      wrong: `This Baton has no connector "${connector}".`,
      advice: 'Put its folder back, or remove the connection.',
    }
  const check = chores.find(one => one.kind === 'check')
  if (state === 'paused')
    return {
      wrong: pausedWhy ?? 'It is paused; nobody said why.',
      advice:
        stoppedBy === 'another-account'
          ? elsewhere
          : 'Where its credentials are refused, give it new ones; otherwise let it go on when it may. What happens meanwhile is not lost.',
    }
  if (state === 'new' && check?.error)
    return {
      wrong: `The vendor has not let Baton in yet: ${check.error}`,
      advice: 'Look at the address and the credentials, and connect again under the same name.',
    }
  const failing = chores.find(one => one.attempts > 1 && one.error !== null)
  if (!failing) return null
  return {
    wrong: `${works[failing.kind]} fails: ${failing.error}`,
    advice:
      'It is tried again by itself. If it stays, look whether the vendor is down or a right is missing.',
  }
}

const works: Readonly<Record<ConnectionHealth['chores'][number]['kind'], string>> = {
  check: 'The daily check',
  describe: 'Reading the account’s own fields',
  preview: 'A preview',
  subscribe: 'Asking for webhooks',
  pull: 'Reading what changed',
  sweep: 'The full comparison',
  tally: 'Counting tasks',
  match: 'Matching accounts',
  threads: 'Reading comments',
  project: 'Making a project for an account',
}
