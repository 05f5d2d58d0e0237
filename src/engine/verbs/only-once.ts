import { createHash } from 'node:crypto'
import { claimAsked, keepAnswer } from '../../store/answered.ts'
import type { Db } from '../../store/database.ts'
import type { Actor, Verb } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** Acts, unless the same was asked under the same key before: then the answer of that time is given again. */
export async function onlyOnce<Answer>(
  tx: Db,
  verb: Pick<Verb, 'name' | 'answersSecret'>,
  actor: Actor,
  ask: unknown,
  key: string,
  act: () => Promise<Answer>,
): Promise<Answer> {
  if (verb.answersSecret)
    throw new VerbError(
      'verb/bad-input',
      'This is answered only once, so it takes no idempotency key: leave it out.',
    )
  const hash = createHash('sha256').update(JSON.stringify(ask)).digest()
  const asked = { actor: actor.name, key, verb: verb.name, hash }
  const before = await claimAsked(tx, asked)
  if (before.is === 'another')
    throw new VerbError(
      'verb/conflict',
      `The idempotency key "${key}" stands for another request. Use a new one.`,
    )
  if (before.is === 'answered') return before.answer as Answer
  const answer = await act()
  await keepAnswer(tx, asked, answer)
  return answer
}
