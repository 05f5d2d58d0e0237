import { z } from 'zod'
import { beginRun, lastRun } from '../../store/match-runs.ts'
import { accountsOf } from './asked-accounts.ts'
import { matchRun } from './match-run.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** Compares all accounts once more. Answers what the last run changed; `accounts.list` tells how this one ends. */
export const accountsRerun = defineVerb({
  name: 'accounts.rerun',
  title: 'Match all accounts again',
  roles: ['admin', 'sales'],
  changes: true,
  ask: z.strictObject({ mapping: z.string() }),
  answer: z.strictObject({ before: matchRun.nullable() }),
  async act(desk, { mapping }) {
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
