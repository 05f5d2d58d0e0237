import type { WireResponse } from '#spi'
import { json, Refusal } from './answer.ts'
import { type Call, mayRead, type Values } from './call.ts'
import { attributesOf } from './definitions.ts'
import { isListedNote } from './posts.ts'
import { printRecord } from './print.ts'
import { treeOf } from './tree.ts'
import { testOf } from './where.ts'
import { fieldsOf, recordsOf, type Stored } from './world.ts'

/** Records in order, equal ones by id. Deleted ones cannot be listed, and inactive users neither. */
export function listRecords(call: Call): WireResponse {
  const { world, type, query } = call
  const fields = fieldsOf(world, type)
  const test = testOf(treeOf(query, 'where') ?? treeOf(query, 'whereGroup'), fields)
  const found = [...recordsOf(world, type).values()]
    .filter(record => mayRead(call, record) && isListed(record) && isListedNote(call, record) && test(record))
    .sort(order(call))
  const offset = Number(query.get('offset') ?? 0)
  const list = found.slice(offset, offset + sizeOf(call)).map(record => show(call, record))
  const total = call.request.headers['x-no-total'] === 'true' ? -1 : found.length
  return json({ total, list })
}

/** Inactive users and API users are in no list, the caller itself included. */
function isListed({ isActive, type }: Stored): boolean {
  return isActive !== false && type !== 'api'
}

/** More than this is refused. */
export function sizeOf({ world, query }: Call): number {
  const limit = world.switches.amount('max-size')
  const asked = Number(query.get('maxSize') ?? limit)
  if (asked > limit) throw new Refusal(403, `Max size should not exceed ${limit}. Use offset and limit.`)
  return asked
}

function order({ world, type, query }: Call): (a: Stored, b: Stored) => number {
  const by = query.get('orderBy') ?? 'createdAt'
  const known = Object.entries(fieldsOf(world, type)).flatMap(([name, def]) => attributesOf(name, def))
  if (by !== 'id' && !known.includes(by)) throw new Refusal(400, `Order by non-existing field '${by}'.`)
  const down = (query.get('order') ?? (query.has('orderBy') ? 'asc' : 'desc')).toLowerCase() === 'desc'
  const rank = (one: Stored) => `${String(one[by] ?? '')}\u0000${one.id}`
  return (a, b) => (rank(a) < rank(b) ? -1 : 1) * (down ? -1 : 1)
}

/** These are always there, asked for or not. */
const always: readonly string[] = ['id', 'createdAt', 'createdById', 'assignedUserId']

/** A list that names its attributes cuts long texts; one that does not gives everything whole. */
function show({ world, type, query }: Call, record: Stored): Values {
  const printed = printRecord(world, type, record)
  const select = query.get('select')?.split(',')
  if (!select) return printed
  const longest = world.switches.amount('list-text-length')
  const wanted = Object.entries(printed).filter(([name]) => always.includes(name) || select.includes(name))
  return Object.fromEntries(
    wanted.map(([name, value]) => {
      const isText = fieldsOf(world, type)[name]?.type === 'text' && typeof value === 'string'
      return [name, isText ? [...String(value)].slice(0, longest).join('') : value]
    }),
  )
}
