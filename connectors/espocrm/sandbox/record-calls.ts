import type { WireResponse } from '#spi'
import { draft } from './add.ts'
import { json, Refusal } from './answer.ts'
import { bodyOf, type Call, recordOf } from './call.ts'
import { changesIn, edit } from './edit.ts'
import { keep } from './keep.ts'
import { refuseNoteChange } from './posts.ts'
import { printRecord } from './print.ts'
import { remove } from './remove.ts'
import { recordsOf, type Stored } from './world.ts'

const missing = (id: string) => `Record ${id} does not exist.`
const notFound = (id: string) => `Record ${id} not found.`

export function readRecord(call: Call): WireResponse {
  return json(printRecord(call.world, call.type, recordOf(call, missing)))
}

export function createRecord(call: Call): WireResponse {
  const { world, type, actor, request } = call
  if (world.switches.get('create-right') === 'no') throw new Refusal(403, 'No create access.')
  const record = draft(world, type, bodyOf(call), actor)
  const twins = request.headers['x-skip-duplicate-check'] === 'true' ? [] : twinsOf(call, record)
  if (twins.length > 0)
    throw new Refusal(
      409,
      'duplicate',
      twins.map(one => printRecord(world, type, one)),
    )
  return json(withoutNothing(printRecord(world, type, keep(world, type, null, record, actor))))
}

/** A create's answer leaves out what was never given. */
function withoutNothing(printed: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(printed).filter(([name, value]) => value !== null || name.endsWith('Name')),
  )
}

/** Only accounts are compared, by name and by e-mail address. */
function twinsOf({ world, type }: Call, record: Stored): readonly Stored[] {
  if (type !== 'Account' || world.switches.get('duplicate-check') === 'off') return []
  const same = (one: Stored, attribute: string) => record[attribute] && one[attribute] === record[attribute]
  const all = [...recordsOf(world, type).values()]
  return all.filter(one => same(one, 'name') || same(one, 'emailAddress'))
}

export function updateRecord(call: Call): WireResponse {
  const { world, type, actor } = call
  if (world.switches.get('edit-right') === 'no') throw new Refusal(403, 'No edit access.')
  const before = recordOf(call, notFound)
  refuseNoteChange(call, before, 'edit')
  const body = bodyOf(call)
  refuseOutdated(call, before, changesIn(world, type, before, body))
  return json(printRecord(world, type, edit(world, type, before, body, actor)))
}

/** An old number counts only where something would change; the answer tells what is there now. */
function refuseOutdated({ world, request }: Call, before: Stored, changes: readonly string[]): void {
  const told = request.headers['x-version-number']
  if (told === undefined || world.switches.get('version-lock') === 'off' || changes.length === 0) return
  if (Number(told) === before.versionNumber) return
  const values = Object.fromEntries(changes.map(name => [name, before[name] ?? null]))
  throw new Refusal(409, 'modified', { values, versionNumber: before.versionNumber })
}

export function deleteRecord(call: Call): WireResponse {
  const record = recordOf(call, notFound)
  refuseNoteChange(call, record, 'delete')
  remove(call.world, call.type, record, call.actor)
  return json(true)
}
