import type { Db } from './database.ts'

/** Members that a project is to get, or has got. */
export interface Membership {
  readonly link: string
  readonly people: readonly string[]
  readonly strangers: readonly string[]
  /** `refused`: the tool did not add them. */
  readonly state: 'asked' | 'agreed' | 'added' | 'declined' | 'refused'
  readonly why: string | null
}

/** The memberships of these links that are not done with; people who could not be added are not. */
export async function openMemberships(db: Db, links: readonly string[]): Promise<Membership[]> {
  if (links.length === 0) return []
  const found = await db.query<Membership>({
    name: 'open-memberships',
    text: `select link, people, strangers, state, why from membership
           where link = any($1::bigint[]) and (state in ('asked', 'agreed', 'refused') or (state = 'added' and strangers <> '{}'))`,
    values: [links],
  })
  return found.rows
}

export type NewMembership = Pick<Membership, 'link' | 'people' | 'strangers' | 'state'>

export async function addMemberships(tx: Db, memberships: readonly NewMembership[]): Promise<void> {
  if (memberships.length === 0) return
  await tx.query({
    name: 'add-memberships',
    text: `insert into membership (link, people, strangers, state)
           select link, people, strangers, state from jsonb_to_recordset($1::jsonb)
             as m(link bigint, people text[], strangers text[], state text)
           on conflict (link) do nothing`,
    values: [JSON.stringify(memberships)],
  })
}

export type MembershipChange = Pick<Membership, 'link' | 'state' | 'why'>

export async function changeMemberships(tx: Db, changes: readonly MembershipChange[]): Promise<void> {
  if (changes.length === 0) return
  await tx.query({
    name: 'change-memberships',
    text: `update membership m set state = c.state, why = c.why, at = now()
           from jsonb_to_recordset($1::jsonb) as c(link bigint, state text, why text) where m.link = c.link`,
    values: [JSON.stringify(changes)],
  })
}
