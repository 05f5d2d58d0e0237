import type { Db } from './database.ts'

/** Who is whom: users of the two connections with the same e-mail address, among those asked for. */
export async function samePeople(
  db: Db,
  crm: { readonly connection: number; readonly ids: readonly string[] },
  pm: { readonly connection: number; readonly ids: readonly string[] },
): Promise<(readonly [string, string])[]> {
  if (crm.ids.length + pm.ids.length === 0) return []
  const found = await db.query<{ crm: string; pm: string }>({
    name: 'same-people',
    text: `
      select c.row_id as crm, p.row_id as pm from sighting c
      join sighting p on p.connection = $3 and p.entity = 'user' and lower(p.fields->>'email') = lower(c.fields->>'email')
      where c.connection = $1 and c.entity = 'user' and (c.row_id = any($2) or p.row_id = any($4))
      order by c.row_id, p.row_id`,
    values: [crm.connection, crm.ids, pm.connection, pm.ids],
  })
  return found.rows.map(row => [row.crm, row.pm] as const)
}

/** The users of a connection who have this id or this e-mail address. */
export async function usersNamed(db: Db, connection: number, who: string): Promise<string[]> {
  const found = await db.query<{ id: string }>({
    name: 'users-named',
    text: `select row_id as id from sighting where connection = $1 and entity = 'user'
           and (row_id = $2 or lower(fields->>'email') = lower($2)) order by row_id`,
    values: [connection, who],
  })
  return found.rows.map(row => row.id)
}
