import { z } from 'zod'
import { beginRun, lastRun, type MatchRun } from '../../store/match-runs.ts'
import { accountsOf } from './asked-accounts.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** Compares all accounts once more. Answers what the last run changed; `accounts.list` tells how this one ends. */
export const accountsRerun = defineVerb({
  name: 'accounts.rerun',
  title: 'Match all accounts again',
  roles: ['admin', 'sales'],
  changes: true,
  ask: z.strictObject({ mapping: z.string() }),
  async act(desk, { mapping }): Promise<{ readonly before: MatchRun | null }> {
    const asked = await accountsOf(desk, mapping)
    desk.concerns({ mapping: asked.mapping.id, pair: 'accounts' })
    if (!asked.pair.match)
      throw new VerbError(
        'verb/conflict',
        `The mapping "${mapping}" matches no accounts. Add \`match\` to its accounts.`,
      )
    const before = await lastRun(desk.tx, asked.mapping.id)
    await beginRun(desk.tx, asked.mapping, desk.actor.name)
    return { before: before?.endedAt === null ? null : before }
  },
})
