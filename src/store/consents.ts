import type { Db } from './database.ts'

/** Notes a consent that somebody is about to give, and forgets those whose time is over. `asked`: a JWE text. */
export async function addConsent(tx: Db, ticket: Buffer, asked: string, seconds: number): Promise<void> {
  await tx.query('delete from consent where ends_at < now()')
  await tx.query(
    `insert into consent (ticket, asked, ends_at) values ($1, $2, now() + $3 * interval '1 s')`,
    [ticket, asked, seconds],
  )
}

/** Ties a consent to the browser that begins it; begun again, the first beginning counts no more. */
export async function beginConsent(
  db: Db,
  ticket: Buffer,
  state: Buffer,
  browser: Buffer,
): Promise<string | null> {
  const begun = await db.query<{ asked: string }>(
    `update consent set state = $2, browser = $3 where ticket = $1 and ends_at > now() returning asked`,
    [ticket, state, browser],
  )
  return begun.rows[0]?.asked ?? null
}

/** Takes what a browser comes back for; nobody can come back for it twice. */
export async function takeConsent(db: Db, state: Buffer, browser: Buffer): Promise<string | null> {
  const taken = await db.query<{ asked: string }>(
    `delete from consent where state = $1 and browser = $2 and ends_at > now() returning asked`,
    [state, browser],
  )
  return taken.rows[0]?.asked ?? null
}
