import type { Listed } from './api.ts'
import { fromEspo } from './moments.ts'

/**
 * When something last happened in a record's stream: a post does, and a change of an audited field; an edited post does not
 * (observed on 9.2.7). Null before EspoCRM 9.0, which does not tell.
 */
export function lastTalk({ streamUpdatedAt }: Listed): string | null {
  return fromEspo(streamUpdatedAt)
}

/** The same as a mark; '' while nothing happened since the record was made, so nobody posted anything. */
export function talkMark(record: Listed): string | null {
  const at = lastTalk(record)
  return at !== null && at === fromEspo(record.createdAt) ? '' : at
}
