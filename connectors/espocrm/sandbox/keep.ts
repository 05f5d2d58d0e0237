import { settleDay } from './due.ts'
import { stirred } from './posts.ts'
import { tell } from './tell.ts'
import { type Actor, fieldsOf, momentAt, nowOf, recordsOf, type Stored, type World } from './world.ts'

/** What EspoCRM makes by itself of a record that is about to be kept. */
export function settle(world: World, type: string, before: Stored | null, after: Stored): Stored {
  if (type === 'Opportunity') return settleStage(world, before, after)
  if (type !== 'Task') return after
  const zone = world.switches.get('time-zone')
  const dated = settleDay(settleDay(after, 'dateStart', false, zone), 'dateEnd', true, zone)
  const wasDone = before?.status === 'Completed'
  const isDone = dated.status === 'Completed'
  if (wasDone === isDone) return dated
  return { ...dated, dateCompleted: isDone ? momentAt(nowOf(world)) : null }
}

/** A new stage brings its probability, unless one is given with it. The last stage that was not lost stays known. */
function settleStage(world: World, before: Stored | null, after: Stored): Stored {
  const odds = fieldsOf(world, 'Opportunity').stage?.probabilityMap ?? {}
  const chance = odds[String(after.stage)] ?? 0
  const lastStage = chance > 0 ? after.stage : (after.lastStage ?? null)
  const moved = before !== null && before.stage !== after.stage && before.probability === after.probability
  const unsaid = after.probability === null || after.probability === undefined
  return { ...after, lastStage, probability: moved || unsaid ? chance : after.probability }
}

/** Keeps a record, writes it into the history and tells the webhooks. */
export function keep(world: World, type: string, before: Stored | null, made: Stored, actor: Actor): Stored {
  const after = stirred(world, type, before, made)
  recordsOf(world, type).set(after.id, after)
  note(world, type, before === null ? 'add' : 'edit', before, after, actor)
  tell(world, type, before, after, actor)
  return after
}

export function note(
  world: World,
  module: string,
  does: 'add' | 'edit' | 'remove' | 'restore',
  before: Stored | null,
  after: Stored | null,
  actor: Actor,
): void {
  const id = (after ?? before)?.id ?? ''
  world.history.push({
    at: new Date(nowOf(world)).toISOString(),
    by: actor.by,
    does,
    module,
    id,
    before,
    after,
  })
}
