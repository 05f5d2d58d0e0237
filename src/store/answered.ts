import type { Db } from './database.ts'

export interface Asked {
  readonly actor: string
  /** What the asker calls this request; the same again means the same request. */
  readonly key: string
  readonly verb: string
  /** What the question hashes to. */
  readonly hash: Uint8Array
}

export type Before =
  | { readonly is: 'new' }
  | { readonly is: 'answered'; readonly answer: unknown }
  /** The key was used for another question. */
  | { readonly is: 'another' }

/** Claims a key for this transaction. Whoever asks the same at the same time waits here, and gets the same answer. */
export async function claimAsked(tx: Db, asked: Asked): Promise<Before> {
  const claimed = await tx.query(
    `insert into answered (actor, key, verb, asked) values ($1, $2, $3, $4) on conflict (actor, key) do nothing`,
    [asked.actor, asked.key, asked.verb, asked.hash],
  )
  if (claimed.rowCount === 1) return { is: 'new' }
  const found = await tx.query<{ same: boolean; answer: unknown }>(
    'select verb = $3 and asked = $4 as same, answer from answered where actor = $1 and key = $2',
    [asked.actor, asked.key, asked.verb, asked.hash],
  )
  const [before] = found.rows
  return before?.same ? { is: 'answered', answer: before.answer } : { is: 'another' }
}

export async function keepAnswer(tx: Db, { actor, key }: Asked, answer: unknown): Promise<void> {
  await tx.query('update answered set answer = $3 where actor = $1 and key = $2', [
    actor,
    key,
    JSON.stringify(answer ?? null),
  ])
}

/** Keys are remembered for a day; a repetition comes sooner. */
export async function forgetOldAnswers(db: Db): Promise<void> {
  await db.query(`delete from answered where at < now() - interval '1 day'`)
}
