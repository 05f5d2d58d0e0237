import type { Db } from './database.ts'
import type { Letter } from './outbox.ts'
import { utc } from './utc.ts'

/** A mail as a person looks it up. */
export interface SentLetter extends Letter {
  /** When it was handed over, ISO 8601 in UTC; null: it waits. */
  readonly sentAt: string | null
  readonly nextTryAt: string | null
  /** When it was tried for the last time; null: it is on its way, or there. */
  readonly givenUpAt: string | null
  readonly attempts: number
  readonly error: string | null
}

/** Those that were given up first, those that wait, then the newest; at most so many. */
export async function listLetters(db: Db, search: string, most: number): Promise<SentLetter[]> {
  const found = await db.query<SentLetter>(
    `select message_id as "messageId", recipient, subject, body, ${utc('sent_at')} as "sentAt",
       case when sent_at is null then ${utc('run_at')} end as "nextTryAt", ${utc('given_up_at')} as "givenUpAt", attempts, last_error as error
     from outbox where $1 = '' or strpos(lower(recipient || ' ' || subject), lower($1)) > 0
     order by sent_at desc nulls first, run_at limit $2`,
    [search, most],
  )
  return found.rows
}
