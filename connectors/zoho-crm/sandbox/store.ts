import type { Actor } from './actor.ts'
import { moment } from './moment.ts'
import { type Change, fieldsOf, nextId, recordsOf, type Stored, type World } from './world.ts'

type Values = Readonly<Record<string, unknown>>

export function second(world: World): string {
  return moment(world.now())
}

export function addRecord(world: World, actor: Actor, module: string, values: Values): Stored {
  const by = { id: actor.user.id }
  const at = second(world)
  const stamps = { Created_Time: at, Modified_Time: at, Created_By: by, Modified_By: by }
  const whole = { ...initialValues(world, module), Owner: by, ...values, ...stamps, id: nextId(world) }
  const record = derived(world, actor, module, null, whole)
  keep(world, actor, 'add', module, null, record)
  return record
}

export function editRecord(
  world: World,
  actor: Actor,
  module: string,
  before: Stored,
  values: Values,
): Stored {
  const same = Object.keys(values).every(key => sameJson(before[key], values[key]))
  if (same && world.switches.get('same-values') === 'keep-time') return before
  const stamps = { Modified_Time: second(world), Modified_By: { id: actor.user.id } }
  const record = derived(world, actor, module, before, { ...before, ...values, ...stamps, id: before.id })
  keep(world, actor, 'edit', module, before, record)
  return record
}

export function removeRecord(world: World, actor: Actor, module: string, record: Stored): void {
  const deletedAt = second(world)
  world.bin.set(record.id, { module, record, deletedAt, deletedBy: actor.user.id, purged: false })
  keep(world, actor, 'remove', module, record, null)
}

export function restoreRecord(world: World, actor: Actor, module: string, record: Stored): Stored {
  const touches = world.switches.get('restore') === 'touches'
  const stamps = touches ? { Modified_Time: second(world), Modified_By: { id: actor.user.id } } : {}
  const back = { ...record, ...stamps, id: record.id }
  world.bin.delete(record.id)
  keep(world, actor, 'restore', module, null, back)
  return back
}

function keep(
  world: World,
  actor: Actor,
  does: Change['does'],
  module: string,
  before: Stored | null,
  after: Stored | null,
): void {
  const id = (after ?? before)?.id ?? ''
  if (after) recordsOf(world, module).set(id, after)
  else recordsOf(world, module).delete(id)
  const { by, api, user } = actor
  world.history.push({ at: second(world), by, userId: user.id, api, does, module, id, before, after })
  if (module === 'Notes' && world.switches.get('note-touches-parent') === 'yes')
    touchParent(world, actor, (after ?? before)?.Parent_Id)
}

function touchParent(world: World, actor: Actor, parent: unknown): void {
  const { module, id } = (parent ?? {}) as { readonly module?: unknown; readonly id?: unknown }
  const record = recordsOf(world, String(module)).get(String(id))
  if (record) editRecord(world, actor, String(module), record, {})
}

function initialValues(world: World, module: string): Values {
  const set = fieldsOf(world, module).filter(field => field.initial !== undefined)
  return Object.fromEntries(set.map(field => [field.name, field.initial]))
}

/** What Zoho works out by itself. `$workflow_runs` is ours: it tells whether automations were let run. */
function derived(world: World, actor: Actor, module: string, before: Stored | null, record: Stored): Stored {
  const runs = Number(before?.$workflow_runs ?? 0) + (actor.workflows ? 1 : 0)
  const counted = { ...record, $workflow_runs: runs }
  if (module === 'Contacts') return { ...counted, Full_Name: joinNames(record) }
  if (module === 'Tasks') return { ...counted, Closed_Time: closedTime(world, before, record) }
  return counted
}

function joinNames(record: Stored): string {
  return [record.First_Name, record.Last_Name].filter(Boolean).join(' ')
}

function closedTime(world: World, before: Stored | null, record: Stored): unknown {
  const kept = before?.Closed_Time ?? null
  if (record.Status === 'Completed') return before?.Status === 'Completed' ? kept : record.Modified_Time
  return world.switches.get('closed-time') === 'kept-on-reopen' ? kept : null
}

export function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
}
