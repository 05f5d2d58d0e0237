import { checkLinks, checkValues } from './check.ts'
import { givenIn } from './given.ts'
import { keep, settle } from './keep.ts'
import { type Actor, momentAt, nowOf, type Stored, type World } from './world.ts'

type Values = Readonly<Record<string, unknown>>

/** Changes a record. One that changes nothing moves the time and the version all the same. */
export function edit(world: World, type: string, before: Stored, body: Values, actor: Actor): Stored {
  const given = givenIn(world, type, body)
  const merged: Stored = { ...before, ...given, id: before.id }
  checkValues(world, type, merged, given, false)
  checkLinks(world, type, merged, given)
  const touched = {
    modifiedAt: momentAt(nowOf(world)),
    modifiedById: actor.userId,
    versionNumber: Number(before.versionNumber ?? 0) + 1,
  }
  return keep(world, type, before, { ...settle(world, type, before, merged), ...touched }, actor)
}

/** The attributes of a body that would not be what they are. */
export function changesIn(world: World, type: string, before: Stored, body: Values): readonly string[] {
  return Object.entries(givenIn(world, type, body))
    .filter(([name, value]) => JSON.stringify(value ?? null) !== JSON.stringify(before[name] ?? null))
    .map(([name]) => name)
}
