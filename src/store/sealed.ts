import type { Db } from './database.ts'

/** Every column that holds sealed texts (JWE), with what names its row. */
const places = {
  credentials: { table: 'connection', column: 'credentials', row: 'id' },
  webhooks: { table: 'connection', column: 'hook_secret', row: 'id' },
  tokens: { table: 'access_token', column: 'token', row: 'connection' },
  consents: { table: 'consent', column: 'asked', row: 'ticket' },
} as const

export type SealedPlace = keyof typeof places
export const sealedPlaces = Object.keys(places) as readonly SealedPlace[]

/** Everything that is sealed in one place. */
export async function sealedTexts(db: Db, place: SealedPlace): Promise<string[]> {
  const { table, column, row } = places[place]
  const found = await db.query<{ sealed: string }>(`select ${column} as sealed from ${table} order by ${row}`)
  return found.rows.map(({ sealed }) => sealed)
}

/** Answers false where somebody has put something else there meanwhile. */
export async function replaceSealed(tx: Db, place: SealedPlace, from: string, to: string): Promise<boolean> {
  const { table, column } = places[place]
  const replaced = await tx.query(`update ${table} set ${column} = $2 where ${column} = $1`, [from, to])
  return replaced.rowCount !== 0
}
