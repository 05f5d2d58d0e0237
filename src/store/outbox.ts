import type { Db } from './database.ts'

/** A mail with the id it will carry however often it is handed over. */
export interface Letter {
  readonly messageId: string
  readonly recipient: string
  readonly subject: string
  readonly body: string
}

export async function postLetters(tx: Db, letters: readonly Letter[]): Promise<void> {
  if (letters.length === 0) return
  await tx.query({
    name: 'post-letters',
    text: `insert into outbox (message_id, recipient, subject, body)
           select "messageId", recipient, subject, body
           from jsonb_to_recordset($1::jsonb) as l("messageId" text, recipient text, subject text, body text)
           on conflict do nothing`,
    values: [JSON.stringify(letters)],
  })
}

/** Takes the letter that has been due for longest. A taker that dies leaves it due again when its lease is over. */
export async function takeLetter(db: Db, leaseSeconds: number): Promise<Letter | null> {
  const taken = await db.query<Letter>({
    name: 'take-letter',
    text: `
      with due as (
        select message_id from outbox where sent_at is null and given_up_at is null and run_at <= now()
        order by run_at limit 1 for update skip locked)
      update outbox o set run_at = now() + $1 * interval '1 s', attempts = attempts + 1,
        first_tried_at = coalesce(first_tried_at, now())
      from due where o.message_id = due.message_id
      returning o.message_id as "messageId", o.recipient, o.subject, o.body`,
    values: [leaseSeconds],
  })
  return taken.rows[0] ?? null
}

/** Whoever has taken a letter has it for so many seconds more. */
export async function holdLetter(db: Db, messageId: string, leaseSeconds: number): Promise<void> {
  await db.query({
    name: 'hold-letter',
    text: `update outbox set run_at = now() + $2 * interval '1 s'
           where message_id = $1 and sent_at is null and given_up_at is null`,
    values: [messageId, leaseSeconds],
  })
}

export async function letterSent(db: Db, messageId: string): Promise<void> {
  await db.query('update outbox set sent_at = now(), last_error = null where message_id = $1', [messageId])
}

/**
 * Tried again later, ever more rarely, until it has been tried for so many seconds. Answers whether it is given up now: it
 * then stands before all that waits.
 */
export async function letterFailed(
  db: Db,
  messageId: string,
  error: string,
  triedForSeconds = Number.POSITIVE_INFINITY,
): Promise<boolean> {
  const failed = await db.query<{ isGivenUp: boolean }>(
    `with over as (
       select message_id, extract(epoch from now() - first_tried_at) > $3::float8 as yes from outbox
       where message_id = $1 and sent_at is null and given_up_at is null for update)
     update outbox o set last_error = $2, given_up_at = case when over.yes then now() end,
       run_at = case when over.yes then '-infinity' else now() + least(3600, power(2, least(attempts, 12))) * interval '1 s' end
     from over where o.message_id = over.message_id returning given_up_at is not null as "isGivenUp"`,
    [messageId, error, triedForSeconds],
  )
  return failed.rows[0]?.isGivenUp === true
}

/** Tries again what was given up: these, or all. Answers how many. */
export async function retryLetters(tx: Db, messageIds: readonly string[] | null): Promise<number> {
  const retried = await tx.query(
    `update outbox set given_up_at = null, first_tried_at = null, attempts = 0, run_at = now()
     where given_up_at is not null and ($1::text[] is null or message_id = any($1))`,
    [messageIds],
  )
  return retried.rowCount ?? 0
}
