import type { PersonRow, User, Users } from '../core/people-pairs.ts'
import type { Side } from '../core/value.ts'
import type { Db } from './database.ts'
import type { RowSignal } from './signals.ts'

const columns = `row_id as id, fields->>'name' as name, fields->>'email' as email,
  coalesce(fields->>'active', 'true') <> 'false' as active`

type Found = User & { readonly connection: number }
type Asked = Readonly<Record<Side, { readonly connection: number; readonly ids: readonly string[] }>>

function bySide(found: readonly Found[], at: Readonly<Record<Side, number>>): Users {
  const on = (side: Side) =>
    found.filter(user => user.connection === at[side]).map(({ connection, ...user }) => user)
  return { crm: on('crm'), pm: on('pm') }
}

/** The users that are asked for, and on both sides all who have one of their e-mail addresses. */
export async function usersAround(db: Db, { crm, pm }: Asked): Promise<Users> {
  const found = await db.query<Found>({
    name: 'users-around',
    text: `
      with asked as (
        select lower(fields->>'email') as email from sighting where connection = $1 and entity = 'user' and row_id = any($2)
        union
        select lower(fields->>'email') from sighting where connection = $3 and entity = 'user' and row_id = any($4))
      select connection, ${columns} from sighting
      where connection in ($1, $3) and entity = 'user'
      and (lower(fields->>'email') in (select email from asked)
        or (connection = $1 and row_id = any($2)) or (connection = $3 and row_id = any($4)))
      order by connection, row_id`,
    values: [crm.connection, crm.ids, pm.connection, pm.ids],
  })
  return bySide(found.rows, { crm: crm.connection, pm: pm.connection })
}

/** Everybody who was ever seen on the two sides. */
export async function allUsers(db: Db, at: Readonly<Record<Side, number>>): Promise<Users> {
  const found = await db.query<Found>(
    `select connection, ${columns} from sighting where connection in ($1, $2) and entity = 'user'
     order by connection, fields->>'name', row_id`,
    [at.crm, at.pm],
  )
  return bySide(found.rows, at)
}

/** What people said of who is whom, in the order they said it. */
export async function personRows(db: Db, mapping: number): Promise<PersonRow[]> {
  const found = await db.query<PersonRow>({
    name: 'person-rows',
    text: 'select crm, pm from person where mapping = $1 order by at, crm, pm',
    values: [mapping],
  })
  return found.rows
}

/** A user of the CRM has one counterpart at a time; somebody of the project tool may stand for several. */
export async function setPerson(tx: Db, mapping: number, { crm, pm }: PersonRow, by: string): Promise<void> {
  await tx.query(
    `delete from person where mapping = $1
     and case when $3 = '*' then pm = '*' else crm = $2 and pm <> '*' end`,
    [mapping, crm, pm],
  )
  await tx.query('insert into person (mapping, crm, pm, by) values ($1, $2, $3, $4)', [mapping, crm, pm, by])
}

/** Answers false when nobody had said so. */
export async function clearPerson(tx: Db, mapping: number, { crm, pm }: PersonRow): Promise<boolean> {
  const cleared = await tx.query('delete from person where mapping = $1 and crm = $2 and pm = $3', [
    mapping,
    crm,
    pm,
  ])
  return cleared.rowCount === 1
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

/** What keys wait for that want to know who somebody is: any change of the list of people. */
export function somebody(connection: number): RowSignal {
  return { connection, entity: 'user', id: '*' }
}
