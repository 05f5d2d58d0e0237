import { nobody } from './lenses/people.ts'
import type { Side } from './value.ts'
import { otherSide, sides } from './value.ts'

/** A user of one of the two tools, as it was last seen. */
export interface User {
  readonly id: string
  readonly name: string | null
  readonly email: string | null
  /** False: has left. */
  readonly active: boolean
}

/** A row that a person made: two users who are one, `nobody`, or `anybody`. */
export interface PersonRow {
  readonly crm: string
  readonly pm: string
}

/** In a row: whoever has no counterpart, so the user beside it stands in for them. */
export const anybody = '*'

export type Users = Readonly<Record<Side, readonly User[]>>
export type PersonPair = readonly [crm: string, pm: string]

/**
 * Who is whom: as people said, else by an e-mail address that only one user on each side has. `asked` are those a pass
 * wants to know about: where they have no counterpart, the one who stands in for it comes last.
 */
export function pairPeople(
  users: Users,
  rows: readonly PersonRow[],
  asked: Readonly<Record<Side, readonly string[]>>,
): PersonPair[] {
  const said = rows.filter(row => row.crm !== anybody && row.pm !== anybody)
  const pairs: PersonPair[] = [...said.map(row => [row.crm, row.pm] as const), ...pairsByEmail(users, said)]
  const crmStandIn = rows.find(row => row.pm === anybody)?.crm
  const pmStandIn = rows.find(row => row.crm === anybody)?.pm
  const alone = (side: Side, at: 0 | 1) =>
    asked[side].filter(id => id !== nobody && !pairs.some(pair => pair[at] === id))
  return [
    ...pairs,
    ...(pmStandIn === undefined ? [] : alone('crm', 0).map(id => [id, pmStandIn] as const)),
    ...(crmStandIn === undefined ? [] : alone('pm', 1).map(id => [crmStandIn, id] as const)),
  ]
}

function pairsByEmail(users: Users, said: readonly PersonRow[]): PersonPair[] {
  const [crm, pm] = [byEmail(users.crm), byEmail(users.pm)]
  return [...crm].flatMap(([email, one]) => {
    const other = pm.get(email)
    if (!one || !other || said.some(row => row.crm === one.id || row.pm === other.id)) return []
    return [[one.id, other.id] as const]
  })
}

/** By address, in one case; null where several users share it, unless all but one have left. */
function byEmail(users: readonly User[]): Map<string, User | null> {
  const found = new Map<string, User | null>()
  for (const [email, those] of Map.groupBy(users, user => addressOf(user))) {
    const active = those.filter(user => user.active)
    const meant = active.length > 0 ? active : those
    if (email !== '') found.set(email, meant.length === 1 ? (meant[0] ?? null) : null)
  }
  return found
}

function addressOf({ email }: User): string {
  return email?.trim().toLowerCase() ?? ''
}

export interface ListedPerson extends User {
  readonly side: Side
  /** Whose counterparts, the one to be written first; `how` they are known. */
  readonly partners: readonly string[]
  readonly how: 'said' | 'e-mail' | 'stand-in' | 'none'
  /** What a person should look at. */
  readonly trouble: 'has-left' | 'shared-address' | 'no-counterpart' | null
}

/** Everybody on both sides, with the counterpart, how it is known, and what is wrong. */
export function listPeople(users: Users, rows: readonly PersonRow[]): ListedPerson[] {
  const known = pairPeople(users, rows, { crm: [], pm: [] })
  return sides.flatMap((side, own) =>
    users[side].map(user => {
      const partners = known.flatMap(pair => (pair[own] === user.id ? [pair[1 - own] ?? nobody] : []))
      const isSaid = rows.some(row => row[side] === user.id && partners.includes(row[otherSide(side)]))
      const standIn = rows.find(row => row[side] === anybody)?.[otherSide(side)]
      const how =
        partners.length > 0 ? (isSaid ? 'said' : 'e-mail') : standIn === undefined ? 'none' : 'stand-in'
      const shown = how === 'stand-in' && standIn !== undefined ? [standIn] : partners
      return { ...user, side, partners: shown, how, trouble: troubleOf(users[side], user, how) }
    }),
  )
}

function troubleOf(own: readonly User[], user: User, how: ListedPerson['how']): ListedPerson['trouble'] {
  if (!user.active) return 'has-left'
  if (how === 'said' || how === 'e-mail') return null
  const address = addressOf(user)
  const isShared = own.some(one => one.id !== user.id && one.active && addressOf(one) === address)
  if (isShared && address !== '') return 'shared-address'
  return how === 'none' ? 'no-counterpart' : null
}
