import { z } from 'zod'
import type { PairPolicy } from '../../core/policy.ts'
import type { Offer, Placed } from '../../core/task-places.ts'
import { type Fields, otherSide, type Side } from '../../core/value.ts'
import { linksOfRows } from '../../store/links.ts'
import { sightingsOf } from '../../store/sightings.ts'
import { prio, signalKeys } from '../../store/signals.ts'
import { makeWishes } from '../../store/wishes.ts'
import type { MappingDesk } from '../deals-desk.ts'
import { newcomerKey } from '../keys.ts'
import { pairInUse } from './asked-pair.ts'
import type { VerbDesk } from './verb.ts'

const askedTask = z.strictObject({
  task: z.string(),
  was: z.enum(['asked', 'linked', 'refused']),
  /** Of a refused one: why, and what to do about it. */
  why: z.string().exactOptional(),
  /** Of one that was asked for: where it goes. */
  on: z.strictObject({ pair: z.enum(['deals', 'accounts']), id: z.string() }).exactOptional(),
})
export const askedTasks = z.array(askedTask)
export type AskedTask = z.output<typeof askedTask>

export interface TasksDesk {
  readonly desk: MappingDesk
  readonly tasks: PairPolicy
}

/** The tasks section of a mapping that is on. */
export async function tasksInUse(at: Pick<VerbDesk, 'engine' | 'tx'>, name: string): Promise<TasksDesk> {
  const { desk, pair: tasks } = await pairInUse(at, name, 'tasks')
  return { desk, tasks }
}

/** What a task showed when it was last looked at; undefined: it was never read. */
export async function seenTasks({ desk, tasks }: TasksDesk, side: Side, ids: readonly string[]) {
  return sightingsOf(desk.engine.pool, desk[side].connection.id, tasks.entity[side], ids)
}

/** Of a task, what it names as the record of that pair it belongs to. */
export function named({ tasks }: TasksDesk, side: Side, pair: Offer['pair'], fields: Fields): string | null {
  const place = tasks.places?.[side].find(one => one.pair === pair)
  const id = place && fields[place.field]
  return typeof id === 'string' && id !== '' ? id : null
}

/** `waits`: the place is not there yet, and the task goes into it by itself when it is. */
export type Place = Placed | { readonly ok: true; readonly offer: 'waits' }

/** Asks for counterparts of many tasks; one that cannot have one is told why, and does not keep the others back. */
export async function askForTasks(
  verbDesk: VerbDesk,
  of: TasksDesk,
  side: Side,
  ids: readonly string[],
  placeOf: (fields: Fields) => Promise<Place>,
): Promise<AskedTask[]> {
  const { tx, actor, concerns } = verbDesk
  const mapping = of.desk.mapping.id
  const once = [...new Set(ids)]
  const seen = await seenTasks(of, side, once)
  const links = await linksOfRows(
    tx,
    mapping,
    once.map(id => ({ pair: 'tasks' as const, side, id })),
  )
  const asked: AskedTask[] = []
  for (const task of once) {
    const isLinked = links.some(link => link.ids[side] === task)
    asked.push(isLinked ? { task, was: 'linked' } : await taskAsked(task, seen.get(task), placeOf))
  }
  const due = asked.filter(one => one.was === 'asked')
  const keys = due.map(one => newcomerKey('tasks', side, one.task))
  concerns(...keys.map(key => ({ mapping, pair: 'tasks' as const, key })))
  const wish = { pair: 'tasks', side, why: 'asked', askedBy: actor.name } as const
  await makeWishes(
    tx,
    mapping,
    due.map(one => ({ ...wish, rowId: one.task, given: givenFor(of, side, one) })),
  )
  await signalKeys(tx, mapping, keys, prio.person)
  return asked
}

async function taskAsked(
  task: string,
  fields: Fields | undefined,
  placeOf: (fields: Fields) => Promise<Place>,
): Promise<AskedTask> {
  if (!fields) return { task, was: 'refused', why: 'It is not there, or could not be read just now.' }
  const place = await placeOf(fields)
  if (!place.ok) return { task, was: 'refused', why: place.why }
  if (place.offer === 'waits') return { task, was: 'asked' }
  const { pair, id } = place.offer
  return { task, was: 'asked', on: { pair, id } }
}

function givenFor({ tasks }: TasksDesk, side: Side, { on }: AskedTask): Fields {
  const field = on && tasks.places?.[otherSide(side)].find(place => place.pair === on.pair)?.field
  return on && field ? { [field]: on.id } : {}
}
