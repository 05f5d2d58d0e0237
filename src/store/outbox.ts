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

/** Takes letters that are due. A taker that dies leaves them due again when its minute is over. */
export async function takeLetters(db: Db, most = 10, leaseSeconds = 60): Promise<Letter[]> {
  const taken = await db.query<Letter>({
    name: 'take-letters',
    text: `
      with due as (
        select message_id from outbox where sent_at is null and run_at <= now()
        order by run_at limit $1 for update skip locked)
      update outbox o set run_at = now() + $2 * interval '1 s', attempts = attempts + 1
      from due where o.message_id = due.message_id
      returning o.message_id as "messageId", o.recipient, o.subject, o.body`,
    values: [most, leaseSeconds],
  })
  return taken.rows
}

export async function letterSent(db: Db, messageId: string): Promise<void> {
  await db.query('update outbox set sent_at = now(), last_error = null where message_id = $1', [messageId])
}

/** Tried again later, ever more rarely, for as long as it takes. */
export async function letterFailed(db: Db, messageId: string, error: string): Promise<void> {
  await db.query(
    `update outbox set last_error = $2, run_at = now() + least(3600, power(2, least(attempts, 12))) * interval '1 s'
     where message_id = $1 and sent_at is null`,
    [messageId, error],
  )
}
