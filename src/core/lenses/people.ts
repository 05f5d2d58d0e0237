import type { Carried, Lens, Past, World } from '../lens.ts'
import { carried, lens, notCarried } from '../lens.ts'
import type { Side, Value } from '../value.ts'

/** In a pair of people: no person at all. So a tool that demands an owner can have a user who stands for nobody. */
export const nobody = ''

const kind = 'person'

/** One person on each side. */
export const personLens: Lens = lens(
  kind,
  (crm, pm, world) => partnersOf(idOf(crm), 'pm', world).includes(idOf(pm)),
  (value, to, world) => toPerson(idOf(value), to, world),
)

/**
 * One person in the CRM, several in the project tool: they agree where the list contains the person's counterpart, and
 * nobody agrees with an empty list.
 */
export const peopleLens: Lens = lens(
  kind,
  (crm, pm, world) => {
    const [partners, ids] = [partnersOf(idOf(crm), 'pm', world), idsOf(pm)]
    return ids.length === 0 ? partners.includes(nobody) : ids.some(id => partners.includes(id))
  },
  (value, to, world, past) =>
    to === 'pm' ? toPeople(value, world, past) : toPerson(idsOf(value)[0] ?? nobody, 'crm', world),
  { alike: (side, before, after) => side === 'pm' && isSameSet(idsOf(before), idsOf(after)) },
)

/** Takes the place of the previous person where that one is in the list, else comes first; all others stay. */
function toPeople(value: Value, world: World, { now, was }: Past): Carried {
  const [next] = partnersOf(idOf(value), 'pm', world)
  if (next === undefined) return noCounterpart(value)
  if (next === nobody) return carried([])
  const previous = was === undefined ? [] : partnersOf(idOf(was), 'pm', world)
  const ids = idsOf(now)
  const place = Math.max(
    0,
    ids.findIndex(id => previous.includes(id)),
  )
  const others = ids.filter(id => !previous.includes(id))
  return carried([...others.slice(0, place), next, ...others.slice(place)])
}

function toPerson(id: string, to: Side, world: World): Carried {
  const [found] = partnersOf(id, to, world)
  if (found === undefined) return noCounterpart(id)
  return carried(found === nobody ? null : found)
}

/** Everybody on the other side who is this person, the one to be written first. Nobody is nobody everywhere. */
function partnersOf(id: string, to: Side, world: World): readonly string[] {
  const [from, at] = to === 'pm' ? ([0, 1] as const) : ([1, 0] as const)
  const found = (world.pairs[kind] ?? []).filter(pair => pair[from] === id).map(pair => pair[at])
  return id === nobody ? [...found, nobody] : found
}

function noCounterpart(value: Value): Carried {
  return notCarried(
    'carry/no-counterpart',
    `The person ${JSON.stringify(value)} is unknown on the other side`,
  )
}

function idOf(value: Value): string {
  return Array.isArray(value) ? (idsOf(value)[0] ?? nobody) : String(value ?? nobody)
}

function idsOf(value: Value): readonly string[] {
  const ids = Array.isArray(value) ? value : [String(value ?? nobody)]
  return ids.filter(id => id !== nobody)
}

function isSameSet(some: readonly string[], others: readonly string[]): boolean {
  return new Set(some).symmetricDifference(new Set(others)).size === 0
}
