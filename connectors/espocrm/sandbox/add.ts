import { checkLinks, checkValues } from './check.ts'
import { defaultsOf, givenIn } from './given.ts'
import { keep, settle } from './keep.ts'
import { type Actor, momentAt, nextId, nowOf, type Stored, type World } from './world.ts'

type Values = Readonly<Record<string, unknown>>

/** A new record, checked and not yet kept. */
export function draft(world: World, type: string, body: Values, actor: Actor): Stored {
  const given = givenIn(world, type, body, true)
  const now = momentAt(nowOf(world))
  const amount = given.amount === undefined ? {} : { amountCurrency: 'USD' }
  const record: Stored = {
    ...defaultsOf(world, type),
    ...amount,
    ...given,
    id: nextId(world),
    createdAt: now,
    modifiedAt: now,
    createdById: actor.userId,
    modifiedById: null,
    versionNumber: 1,
    deleted: false,
  }
  checkValues(world, type, record, given, true)
  checkLinks(world, type, record, given)
  return settle(world, type, null, record)
}

/** Whoever adds a record, at the screen or through the API. */
export function add(world: World, type: string, body: Values, actor: Actor): Stored {
  return keep(world, type, null, draft(world, type, body, actor), actor)
}
