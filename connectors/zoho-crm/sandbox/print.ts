import type { FieldDef } from './fields.ts'
import { moduleDef, moduleNamed } from './modules.ts'
import { inZone } from './moment.ts'
import { fullName, type User } from './org.ts'
import { fieldsOf, type Stored, type World } from './world.ts'

type Printed = Record<string, unknown>
const richTextCut = 500

/** A record as one user sees it: moments in that user's zone, lookups with names. */
export function printRecord(
  world: World,
  zone: string,
  module: string,
  record: Stored,
  wanted: readonly string[] | null,
): Printed {
  const fields = fieldsOf(world, module).filter(({ name }) => wanted === null || wanted.includes(name))
  const values = fields.map(field => [field.name, printValue(world, zone, field, record)])
  return { ...Object.fromEntries(values), ...extras(module, record, wanted), id: record.id }
}

export function printValue(world: World, zone: string, field: FieldDef, record: Stored): unknown {
  const value = record[field.name] ?? null
  if (value === null) return null
  if (field.kind === 'datetime') return inZone(String(value), zone)
  if (field.kind === 'ownerlookup') return printUser(world, idOf(value))
  if (field.kind === 'lookup') return printLookup(world, lookupModule(field, record), idOf(value))
  if (field.kind === 'parent') return printParent(world, value)
  return field.richText ? String(value).slice(0, richTextCut) : value
}

export function idOf(value: unknown): string {
  return String((value as { id?: unknown } | null)?.id ?? '')
}

/** The module that a lookup points to; a task says it record by record. */
export function lookupModule(field: FieldDef, record: Stored): string {
  return field.to === '$se_module' ? String(record.$se_module ?? '') : (field.to ?? '')
}

function printUser(world: World, id: string): Printed | null {
  const user = world.users.get(id)
  return user ? { name: fullName(user), id, email: user.email } : null
}

export function printName(world: World, id: string): Printed | null {
  const user = world.users.get(id)
  return user ? { name: fullName(user), id } : null
}

/** A record in the bin is no longer linked to; once restored, it is again. */
function printLookup(world: World, module: string, id: string): Printed | null {
  const target = world.records.get(module)?.get(id)
  return target ? { name: target[moduleDef(module).shows] ?? null, id } : null
}

function printParent(world: World, value: unknown): Printed {
  const module = moduleNamed(String((value as { module?: unknown }).module))
  const id = idOf(value)
  const name = module ? (printLookup(world, module.name, id)?.name ?? null) : null
  return { module: { api_name: module?.name, id: module?.id }, name, id }
}

function extras(module: string, record: Stored, wanted: readonly string[] | null): Printed {
  const se = record.$se_module ?? null
  if (wanted !== null)
    return wanted.some(name => name === 'What_Id' || name === '$se_module') ? { $se_module: se } : {}
  const all = {
    $editable: true,
    $approval_state: record.$approval_state ?? 'approved',
    Locked__s: record.Locked__s ?? false,
    Record_Status__s: 'Available',
    Layout: layout(module),
  }
  if (module === 'Notes')
    return { $editable: true, $attachments: null, $voice_note: false, $is_shared_to_client: false }
  return module === 'Tasks' ? { ...all, $se_module: se } : all
}

function layout(module: string): Printed {
  return { name: 'Standard', id: moduleDef(module).layoutId }
}

/** What a write tells about the record it made or changed. */
export function printStamps(world: World, user: User, record: Stored): Printed {
  return {
    Modified_Time: inZone(String(record.Modified_Time), user.time_zone),
    Modified_By: printName(world, idOf(record.Modified_By)),
    Created_Time: inZone(String(record.Created_Time), user.time_zone),
    id: record.id,
    Created_By: printName(world, idOf(record.Created_By)),
  }
}
