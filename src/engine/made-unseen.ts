import type { Claim } from '../store/dirty.ts'
import { later } from './ends.ts'
import type { Memo } from './memo.ts'
import type { Sent } from './send.ts'

/** What is remembered of a create that made a row, or ran into it, and could not show it: it is settled by looking. */
export function madeUnseen(claim: Claim, sent: Sent): Pick<Memo, 'end' | 'made'> | null {
  const id = unseen(sent)
  if (id === undefined) return null
  return { end: later(claim, 200), made: [{ createKey: sent.intent.createKey ?? '', id }] }
}

/** Whether a write may have been made without our knowing; its intent stays open. */
export function isUnsettled(sent: Sent): boolean {
  return sent.is === 'sent' && !sent.result.ok && (sent.result.unanswered || unseen(sent) !== undefined)
}

function unseen(sent: Sent): string | undefined {
  if (sent.is !== 'sent' || sent.result.ok || sent.intent.op !== 'create') return undefined
  const { failure, made } = sent.result
  return made ?? (failure.kind === 'duplicate' ? failure.existingId : undefined)
}
