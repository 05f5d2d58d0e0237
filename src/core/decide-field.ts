import type { Decision } from './decision.ts'
import { isStillAbout } from './decision.ts'
import type { World } from './lens.ts'
import type { FieldAt, FieldVerdict } from './merge.ts'
import { carryOver, mergeField } from './merge.ts'
import type { AtLink, FieldRule } from './policy.ts'
import { fieldQuestion } from './question.ts'
import { otherSide, sameValue } from './value.ts'

/**
 * Decides one field, with what a person decided about it. Without a decision, or with one that was about other values,
 * it goes as the mapping says, and what is held becomes a question.
 */
export function decideField(
  rule: FieldRule,
  at: FieldAt,
  atLink: AtLink,
  world: World,
  decision?: Decision,
): FieldVerdict {
  const good = decision && isStillAbout(decision, { crm: at.crm.now, pm: at.pm.now }) ? decision : undefined
  const put = good && setBy(rule, at, good, world)
  if (put) return put
  const verdict = mergeField(rule, at, atLink, world)
  if (verdict.is !== 'hold') return verdict
  const answered = good && answerTo(rule, at, good, world)
  if (answered && answered.is !== 'hold') return answered
  return { ...verdict, question: fieldQuestion(rule, at, world) }
}

/** A value that is written because a person said so, whatever the two sides would come to by themselves. */
function setBy(rule: FieldRule, at: FieldAt, { choice }: Decision, world: World): FieldVerdict | undefined {
  if (choice.is !== 'set') return undefined
  const { side, value, why } = choice
  const { now } = at[side]
  if (!sameValue(now, value))
    return { is: 'copy', to: side, value, why, ...(now === null ? {} : { lost: now }) }
  if (why === 'typed') return carryOver(rule, at, otherSide(side), 'answer', world)
  // What was put back goes on from there by itself, also when its writer died before saying so.
  return why === 'undone' ? { is: 'same' } : undefined
}

function answerTo(
  rule: FieldRule,
  at: FieldAt,
  { choice }: Decision,
  world: World,
): FieldVerdict | undefined {
  if (choice.is === 'leave') return { is: 'same' }
  if (choice.is === 'take') return carryOver(rule, at, otherSide(choice.side), 'answer', world)
  return undefined
}
