import { goneAfterMs } from '../core/gone.ts'
import { emptyWorld } from '../core/lens.ts'
import { retryQuestion } from '../core/question.ts'
import { otherSide } from '../core/value.ts'
import type { WriteResult } from '../spi/index.ts'
import { asMet, rememberCreated } from './creating.ts'
import type { PassDesk } from './desk.ts'
import { done, endAfter, later } from './ends.ts'
import { madeUnseen } from './made-unseen.ts'
import type { Memo } from './memo.ts'
import type { NewcomerItem } from './open-keys.ts'
import { placeOf } from './place-of.ts'
import type { NewcomerPlan } from './plan-newcomers.ts'
import type { Sent } from './send.ts'

type Planned = Extract<NewcomerPlan, { is: 'planned' }>

/** What is remembered of a row whose counterpart was to be made. */
export async function memoOfCreate(desk: PassDesk, plan: Planned, sent: Sent | undefined): Promise<Memo> {
  const { item } = plan
  if (sent?.is !== 'sent')
    return { end: later(item.claim, 1_000), closedIntents: sent ? [sent.intent.id] : [] }
  const { intent, result } = sent
  const row = result.ok ? result.row : await alreadyMade(desk, item, sent, result)
  if (row) {
    const made = result.ok && !result.earlier ? intent : asMet(intent, row)
    return { end: done(item.claim), ...rememberCreated(desk, item.pair, made, row, emptyWorld, plan.members) }
  }
  if (result.ok) return { end: later(item.claim, 1_000) }
  const made = madeUnseen(item.claim, sent)
  if (made) return made
  const journal: Memo['journal'] = [
    { pair: item.pair.name, kind: 'failed', data: { ...result.failure, unanswered: result.unanswered } },
  ]
  const closed = result.unanswered ? [] : [intent.id]
  const end =
    result.failure.kind === 'gone' ? placeIsGone(plan) : { end: endAfter(item.claim, result.failure) }
  return { ...end, closedIntents: closed, journal, ...holdAfter(result) }
}

/** What it was to stand in is not there: that is looked at, and until it is believed gone nothing is sent there again. */
function placeIsGone({ item, row }: Planned): Pick<Memo, 'end' | 'wake'> {
  return { end: later(item.claim, goneAfterMs), wake: placeOf(item, row) }
}

/** A duplicate by our own key is our own row, made by a create whose answer was lost. */
async function alreadyMade(
  desk: PassDesk,
  item: NewcomerItem,
  sent: Extract<Sent, { is: 'sent' }>,
  result: WriteResult,
) {
  if (result.ok || result.failure.kind !== 'duplicate') return null
  const on = otherSide(item.side)
  const { connector, session } = desk[on]
  return connector.find(session, item.pair.entity[on], sent.intent.createKey ?? '', sent.intent.sent)
}

function holdAfter(result: Extract<WriteResult, { ok: false }>): Pick<Memo, 'holds'> {
  if (result.failure.kind !== 'rejected') return {}
  return {
    holds: [
      {
        field: result.failure.field ?? '',
        code: 'hold/rejected',
        detail: result.failure.message,
        question: retryQuestion(),
      },
    ],
  }
}
