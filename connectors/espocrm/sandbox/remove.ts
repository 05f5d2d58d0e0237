import { note } from './keep.ts'
import { tell } from './tell.ts'
import { type Actor, recordsOf, type Stored, type World } from './world.ts'

/** A deleted record is kept, out of sight; an admin can bring it back. */
export function remove(world: World, type: string, record: Stored, actor: Actor): void {
  recordsOf(world, type).delete(record.id)
  world.deleted.get(type)?.set(record.id, record)
  note(world, type, 'remove', record, null, actor)
  tell(world, type, record, null, actor)
}

/** It comes back as it was: no time, no version and no webhook tells of it. */
export function restore(world: World, type: string, record: Stored, actor: Actor): Stored {
  world.deleted.get(type)?.delete(record.id)
  recordsOf(world, type).set(record.id, record)
  note(world, type, 'restore', null, record, actor)
  return record
}
