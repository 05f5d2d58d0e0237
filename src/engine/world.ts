import type { World } from '../core/lens.ts'
import { peopleIn } from '../core/members.ts'
import { type PersonPair, pairPeople } from '../core/people-pairs.ts'
import type { FieldRule, PairPolicy } from '../core/policy.ts'
import { pairNames } from '../core/policy.ts'
import type { Fields, Side } from '../core/value.ts'
import { sides } from '../core/value.ts'
import type { Db } from '../store/database.ts'
import { linksOfRows, type RowRef } from '../store/links.ts'
import { namedIds } from '../store/named-clients.ts'
import { personRows, usersAround } from '../store/people.ts'

/** One side's fields of one row that is about to be compared or carried. */
export interface Shown {
  readonly pair: PairPolicy
  readonly side: Side
  readonly fields: Fields
}

/** Of what a pass, or a verb, works with: where links and people are looked up. */
export interface WorldDesk extends Readonly<Record<Side, { readonly connection: { readonly id: number } }>> {
  readonly engine: { readonly pool: Db }
  readonly mapping: { readonly id: number }
}

/** Looks up what the lenses will ask for: the links and the people that these rows name. */
export async function worldOf(desk: WorldDesk, shown: readonly Shown[]): Promise<World> {
  const named = [...new Map(namedBy(shown).map(ref => [`${ref.pair} ${ref.side} ${ref.id}`, ref])).values()]
  const rows = named.filter(ref => ref.pair !== 'person') as RowRef[]
  const links = await linksOfRows(desk.engine.pool, desk.mapping.id, rows)
  const person = await whoIsWhom(desk, shown, named)
  const byPair = Object.fromEntries(
    pairNames.map(pair => [
      pair,
      links.filter(link => link.pair === pair).map(link => [link.ids.crm, link.ids.pm] as const),
    ]),
  )
  const accounts = rows.filter(ref => ref.pair === 'accounts' && ref.side === 'crm').map(ref => ref.id)
  const byHand = await namedIds(desk.engine.pool, desk.mapping.id, accounts)
  return { pairs: { ...byPair, accounts: [...(byPair.accounts ?? []), ...byHand], person } }
}

/** Also nobody may have a counterpart, so it is asked wherever people are compared at all. */
async function whoIsWhom(
  desk: WorldDesk,
  shown: readonly Shown[],
  named: readonly Named[],
): Promise<PersonPair[]> {
  const people = named.filter(ref => ref.pair === 'person')
  if (people.length === 0 && !shown.some(one => one.pair.fields.some(isPerson))) return []
  const ids = (side: Side) => people.filter(ref => ref.side === side).map(ref => ref.id)
  const asked = { crm: [...new Set(ids('crm'))], pm: [...new Set(ids('pm'))] }
  const at = (side: Side) => ({ connection: desk[side].connection.id, ids: asked[side] })
  const users = await usersAround(desk.engine.pool, { crm: at('crm'), pm: at('pm') })
  return pairPeople(users, await personRows(desk.engine.pool, desk.mapping.id), asked)
}

interface Named {
  readonly pair: string
  readonly side: Side
  readonly id: string
}

/** Which fields name others follows from the pair: it is looked up once, however many rows are shown. */
function namedBy(shown: readonly Shown[]): Named[] {
  return [...Map.groupBy(shown, one => one.pair)].flatMap(([pair, rows]) => {
    const rules = pair.fields.filter(
      rule => isPerson(rule) || (pairNames as readonly string[]).includes(rule.lens.name),
    )
    return rows.flatMap(({ side, fields }) => [
      ...rules.flatMap(rule => idsIn(rule.lens.name, side, fields[rule[side]])),
      ...(pair.anchor ? idsIn(pair.anchor.pair, side, fields[pair.anchor[side]]) : []),
      ...membersIn(pair, side, fields),
    ])
  })
}

export function isPerson({ lens }: Pick<FieldRule, 'lens'>): boolean {
  return lens.name === 'person'
}

function membersIn({ members }: PairPolicy, side: Side, fields: Fields): Named[] {
  if (side === 'pm' || !members || members.add === 'no') return []
  return peopleIn(members.people, fields).map(id => ({ pair: 'person', side, id }))
}

function idsIn(pair: string, side: Side, value: Fields[string] | undefined): Named[] {
  if (typeof value === 'string' && value !== '') return [{ pair, side, id: value }]
  return Array.isArray(value) ? value.map(id => ({ pair, side, id })) : []
}

/** The counterpart of a linked row, or null. */
export function counterpart(world: World, pair: string, from: Side, id: string): string | null {
  const at = sides.indexOf(from)
  return world.pairs[pair]?.find(row => row[at] === id)?.[1 - at] ?? null
}
