import { Refusal } from './answer.ts'
import { type FieldDef, fieldDefs } from './fields.ts'
import { modules } from './modules.ts'
import { idOf, lookupModule, printValue } from './print.ts'
import { fieldsOf, recordsOf, type Stored, type World } from './world.ts'

/** What a column is called in the query, made into something that reads a record. */
export interface Reading {
  readonly field: FieldDef
  readonly raw: (record: Stored) => unknown
  readonly print: (record: Stored, zone: string) => unknown
}

const idField = { id: '770000000000010000', name: 'id', kind: 'bigint' } as const satisfies FieldDef
const moduleField = { id: '770000000000010009', name: 'module', kind: 'text' } as const satisfies FieldDef
const userFields = fieldDefs(
  10_501,
  ['first_name', 'last_name', 'email', 'status', 'time_zone'].map(name => [name, 'text'] as const),
)

export function coqlModule(world: World, from: string): string {
  const names = [...modules.map(({ name }) => name), 'Users']
  const found = names.find(name => name.toLowerCase() === from.toLowerCase())
  const refused = found === 'Notes' && world.switches.get('coql-notes') === 'refused'
  if (!found || refused) throw invalidQuery('The given module is not supported in COQL', { module: from })
  return found
}

export function rowsOf(world: World, module: string): readonly Stored[] {
  if (module !== 'Users') return [...recordsOf(world, module).values()]
  return [...world.users.values()].map(user => ({ ...user }))
}

export function invalidQuery(message: string, details: Readonly<Record<string, unknown>>): Refusal {
  return new Refusal(400, 'INVALID_QUERY', message, details)
}

export function reading(world: World, module: string, path: string): Reading {
  const [head = '', ...rest] = path.split(/->|\./)
  if (head === 'id' && rest.length === 0) return plain(idField, ({ id }) => id)
  const fields = module === 'Users' ? userFields : fieldsOf(world, module)
  const field = fields.find(({ name }) => name === head)
  if (!field) throw unknownColumn(path)
  if (rest.length === 0) return own(world, field)
  if (rest.join('.') === 'id') return plain(idField, record => idIn(record, field))
  if (rest.join('.') === 'module.api_name') return plain(moduleField, record => moduleOf(field, record))
  return through(world, field, path, rest)
}

function unknownColumn(path: string): Refusal {
  return invalidQuery('column given seems to be invalid', { column_name: path })
}

function plain(field: FieldDef, raw: (record: Stored) => unknown): Reading {
  return { field, raw, print: record => raw(record) ?? null }
}

function own(world: World, field: FieldDef): Reading {
  const isLink = field.kind === 'lookup' || field.kind === 'ownerlookup' || field.kind === 'parent'
  const raw = (record: Stored) => (isLink ? idIn(record, field) : (record[field.name] ?? null))
  const print = (record: Stored, zone: string) => {
    const printed = printValue(world, zone, field, record)
    return isLink && printed !== null ? { id: idOf(printed) } : printed
  }
  return { field, raw, print }
}

function idIn(record: Stored, field: FieldDef): string | null {
  return idOf(record[field.name]) || null
}

function moduleOf(field: FieldDef, record: Stored): string | null {
  return record[field.name] ? lookupModule(field, record) : null
}

/** `Account_Name.Account_Name`, or `What_Id->Deals.Deal_Name` where the module has to be said. */
function through(world: World, field: FieldDef, path: string, rest: readonly string[]): Reading {
  const said = path.includes('->')
  const target = said ? rest[0] : field.to
  const inner = said ? rest[1] : rest[0]
  const isPlain = rest.length === (said ? 2 : 1) && field.kind === 'lookup'
  if (!isPlain || !target || !inner || !world.records.has(target)) throw unknownColumn(path)
  const there = reading(world, target, inner)
  const follow = (record: Stored) => follows(world, field, record, target)
  return {
    field: there.field,
    raw: record => onTarget(follow(record), there.raw),
    print: (record, zone) => onTarget(follow(record), found => there.print(found, zone)),
  }
}

function follows(world: World, field: FieldDef, record: Stored, target: string): Stored | undefined {
  if (lookupModule(field, record) !== target) return undefined
  return recordsOf(world, target).get(idOf(record[field.name]))
}

function onTarget(target: Stored | undefined, read: (record: Stored) => unknown): unknown {
  return target ? read(target) : null
}
