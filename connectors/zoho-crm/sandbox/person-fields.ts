import type { PersonAct } from '#spi'
import { type FieldDef, type FieldKind, type FieldShape, maxLength } from './fields.ts'
import { moduleDef } from './modules.ts'
import { printField } from './settings.ts'
import { nextId, type World } from './world.ts'

type Values = Readonly<Record<string, unknown>>

const kinds: readonly FieldKind[] = [
  'text',
  'textarea',
  'email',
  'phone',
  'website',
  'picklist',
  'multiselectpicklist',
  'date',
  'datetime',
  'boolean',
  'integer',
  'bigint',
  'double',
  'currency',
  'lookup',
]

/** Setup > Modules and Fields. `{ module, api_name, data_type, unique?, length?, pick_list_values?, … }` */
export function personField(world: World, act: PersonAct): Values {
  const given = act.fields ?? {}
  const module = moduleDef(String(given.module ?? '')).name
  const list = world.fields.get(module) ?? []
  if (act.does === 'add') return printField(world, module, add(world, list, given))
  const at = list.findIndex(({ id, name }) => id === act.id || name === given.api_name)
  const before = list[at]
  if (!before)
    throw new Error(`no such field in ${module}; there are: ${list.map(({ name }) => name).join(', ')}`)
  if (act.does === 'remove') return printField(world, module, list.splice(at, 1)[0] ?? before)
  if (act.does !== 'edit') throw new Error(`fields can be added, edited and removed, not '${act.does}'`)
  const after = { ...before, ...shapeOf(given) }
  list[at] = after
  return printField(world, module, after)
}

function add(world: World, list: FieldDef[], given: Values): FieldDef {
  const name = String(given.api_name ?? '')
  const kind = kinds.find(one => one === given.data_type)
  if (!/^[A-Za-z]\w*$/.test(name)) throw new Error(`a field needs an api_name of letters, not '${name}'`)
  if (!kind) throw new Error(`no data_type '${given.data_type}'; there are: ${kinds.join(', ')}`)
  if (list.some(one => one.name === name)) throw new Error(`there is a field '${name}' already`)
  const field: FieldDef = { custom: true, ...shapeOf(given), id: nextId(world), name, kind }
  list.push({ ...field, length: maxLength(field) })
  return field
}

/** The parts of a field that somebody has said something about. */
function shapeOf(given: Values): FieldShape {
  return {
    ...(typeof given.unique === 'boolean' && { unique: given.unique }),
    ...(typeof given.length === 'number' && { length: given.length }),
    ...(typeof given.field_label === 'string' && { label: given.field_label }),
    ...(typeof given.system_mandatory === 'boolean' && { required: given.system_mandatory }),
    ...(typeof given.lookup === 'string' && { to: moduleDef(given.lookup).name }),
    ...(given.textarea === 'rich_text' && { richText: true, length: 50_000 }),
    ...((given.external === 'org' || given.external === 'user') && {
      external: given.external,
      unique: true,
    }),
    ...(Array.isArray(given.pick_list_values) && { choices: given.pick_list_values.map(pickName) }),
  }
}

function pickName(value: unknown): string {
  const actual = (value as { actual_value?: unknown } | null)?.actual_value
  return String(actual ?? value)
}
