import type { PersonAct } from '#spi'
import type { Actor } from './actor.ts'
import { checkEdit, checkNew } from './check-record.ts'
import { idOf } from './print.ts'
import { addRecord, editRecord, removeRecord, restoreRecord } from './store.ts'
import { type Binned, recordsOf, type Stored, type World } from './world.ts'

type Values = Readonly<Record<string, unknown>>
type Verb = (world: World, act: PersonAct, actor: Actor) => Stored

export const verbs: Readonly<Record<PersonAct['does'], Verb>> = {
  add: (world, act, actor) => {
    const input = completed(world, act.module, withPipeline(world, act))
    return addRecord(world, actor, act.module, { ...checkNew(place(world, act), input), ...marks(input) })
  },
  edit: (world, act, actor) => {
    const before = present(world, act)
    const input = completed(world, act.module, act.fields ?? {})
    const values = checkEdit(place(world, act), unlocked(before), input)
    return editRecord(world, actor, act.module, before, { ...values, ...marks(input) })
  },
  remove: (world, act, actor) => {
    const binned = inBin(world, act)
    if (binned) return purge(world, binned)
    const record = present(world, act)
    removeRecord(world, actor, act.module, record)
    return record
  },
  restore: (world, act, actor) => {
    const binned = inBin(world, act)
    if (!binned)
      throw new Error(`no ${act.module} with id '${act.id}' in the bin; there are: ${binIds(world, act)}`)
    return restoreRecord(world, actor, act.module, binned.record)
  },
}

function place(world: World, act: PersonAct) {
  return { world, module: act.module, path: '$' }
}

function present(world: World, act: PersonAct): Stored {
  const record = recordsOf(world, act.module).get(act.id ?? '')
  if (record) return record
  const ids = [...recordsOf(world, act.module).keys()].slice(-20)
  throw new Error(`no ${act.module} with id '${act.id}'; there are: ${ids.join(', ') || 'none'}`)
}

function inBin(world: World, act: PersonAct): Binned | undefined {
  const found = world.bin.get(act.id ?? '')
  return found?.module === act.module && !found.purged ? found : undefined
}

function binIds(world: World, act: PersonAct): string {
  const ids = [...world.bin.values()].filter(one => one.module === act.module && !one.purged)
  return ids.map(({ record }) => record.id).join(', ') || 'none'
}

/** Removed a second time, a record is gone for good. */
function purge(world: World, binned: Binned): Stored {
  world.bin.set(binned.record.id, { ...binned, purged: true })
  return binned.record
}

/** At the screen the module of a task's parent goes without saying. */
function completed(world: World, module: string, input: Values): Values {
  if (module !== 'Tasks' || !input.What_Id || input.$se_module) return input
  const found = [...world.records].find(([, records]) => records.has(idOf(input.What_Id)))
  return found ? { ...input, $se_module: found[0] } : input
}

function withPipeline(world: World, { module, fields = {} }: PersonAct): Values {
  const usual = world.pipelines.find(one => one.default) ?? world.pipelines[0]
  return module === 'Deals' ? { Pipeline: usual?.actual_value, ...fields } : fields
}

/** Locks, approvals and blueprints are put on and taken off by hand. */
function marks(input: Values): Values {
  const names = ['$in_blueprint', '$approval_state', 'Locked__s']
  return Object.fromEntries(Object.entries(input).filter(([name]) => names.includes(name)))
}

function unlocked(record: Stored): Stored {
  const { $in_blueprint: _, $approval_state: _state, Locked__s: _lock, ...rest } = record
  return { ...rest, id: record.id }
}
