import type { WireResponse, WriteEntry } from '#spi'
import { json } from './answer.ts'
import type { Call, Values } from './call.ts'
import { attributesOf } from './definitions.ts'
import { fieldsOf, recordsOf, type World } from './world.ts'

/** What happened to a record, newest first: audited fields with what they were and became, a status as its new value. */
export function streamOf({ world, type, id, query }: Call): WireResponse {
  const told = world.history
    .filter(entry => entry.module === type && entry.id === id)
    .flatMap(entry => note(world, entry))
  const list = told.map((one, at) => ({ ...one, number: at + 1 })).reverse()
  const offset = Number(query.get('offset') ?? 0)
  return json({ total: list.length, list: list.slice(offset, offset + Number(query.get('maxSize') ?? 20)) })
}

function note(world: World, entry: WriteEntry): readonly Values[] {
  const common = {
    createdById: authorOf(world, entry),
    createdAt: entry.at.slice(0, 19).replace('T', ' '),
    post: null,
  }
  if (entry.does === 'add')
    return [{ ...common, type: 'Create', data: { assignedUserId: entry.after?.assignedUserId } }]
  if (entry.does !== 'edit') return []
  const changed = auditedIn(world, entry)
  const status = changed.find(name => name === 'status' || name === 'stage')
  const fields = changed.filter(name => name !== status)
  const value = status === undefined ? {} : { value: entry.after?.[status] }
  const about = {
    was: valuesOf(world, entry, fields, entry.before),
    became: valuesOf(world, entry, fields, entry.after),
  }
  return changed.length === 0
    ? []
    : [{ ...common, type: 'Update', data: { fields, attributes: about, ...value } }]
}

/** The audited fields of which an attribute is another now. */
export function auditedIn(
  world: World,
  { module, before, after }: Pick<WriteEntry, 'module' | 'before' | 'after'>,
): readonly string[] {
  return Object.entries(fieldsOf(world, module))
    .filter(
      ([name, def]) => def.audited && attributesOf(name, def).some(one => before?.[one] !== after?.[one]),
    )
    .map(([name]) => name)
}

function valuesOf(
  world: World,
  { module }: WriteEntry,
  fields: readonly string[],
  record: Values | null,
): Values {
  const defs = Object.entries(fieldsOf(world, module)).filter(([name]) => fields.includes(name))
  const attributes = defs.flatMap(([name, def]) => attributesOf(name, def))
  return Object.fromEntries(attributes.map(name => [name, record?.[name] ?? null]))
}

/** The history keeps names; notes keep ids. */
function authorOf(world: World, { by }: WriteEntry): string | undefined {
  const name = by.split(':')[1]
  return [...recordsOf(world, 'User').values()].find(user => user.name === name || user.userName === name)?.id
}
