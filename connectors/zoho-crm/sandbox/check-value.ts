import { type Details, invalid } from './answer.ts'
import { type FieldDef, type FieldKind, maxLength } from './fields.ts'
import { isDay, readMoment } from './moment.ts'
import { pickValues } from './pick-lists.ts'
import type { World } from './world.ts'

export interface Place {
  readonly world: World
  readonly module: string
  /** E.g. `$.data[0]`. */
  readonly path: string
}

type Check = (place: Place, field: FieldDef, value: unknown) => unknown

const checks: Readonly<Record<FieldKind, Check>> = {
  text: shortText,
  textarea: shortText,
  email: (place, field, value) => matching(place, field, value, /^[^\s@]+@[^\s@]+\.[^\s@]+$/),
  phone: shortText,
  website: shortText,
  picklist: picked,
  multiselectpicklist: (place, field, value) => {
    if (!Array.isArray(value)) throw wrongType(place, field, 'jsonarray')
    return value.map(one => picked(place, field, one))
  },
  date: (place, field, value) => (isDay(value) ? value : refuse(place, field, 'date')),
  datetime: (place, field, value) => readMoment(value) ?? refuse(place, field, 'datetime'),
  boolean: (place, field, value) => (typeof value === 'boolean' ? value : refuse(place, field, 'boolean')),
  integer: wholeNumber,
  bigint: wholeNumber,
  double: anyNumber,
  currency: anyNumber,
  ownerlookup: reference,
  lookup: reference,
  parent: (place, field, value) => (isObject(value) ? value : refuse(place, field, 'jsonobject')),
  jsonarray: (place, field, value) => (Array.isArray(value) ? value : refuse(place, field, 'jsonarray')),
  jsonobject: (place, field, value) => (isObject(value) ? value : refuse(place, field, 'jsonobject')),
}

/** The value as it will be kept, or a refusal. Null and empty text clear a field. */
export function checkValue(place: Place, field: FieldDef, value: unknown): unknown {
  if (value === null || value === '') return null
  return checks[field.kind](place, field, value)
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function at(place: Place, field: FieldDef): Details {
  return { api_name: field.name, json_path: `${place.path}.${field.name}` }
}

function wrongType(place: Place, field: FieldDef, expected_data_type: string) {
  return invalid({ expected_data_type, ...at(place, field) })
}

function refuse(place: Place, field: FieldDef, expected: string): never {
  throw wrongType(place, field, expected)
}

function shortText(place: Place, field: FieldDef, value: unknown): string {
  if (typeof value !== 'string') throw wrongType(place, field, 'text')
  const maximum_length = maxLength(field)
  if (value.length > maximum_length) throw invalid({ maximum_length, ...at(place, field) })
  return value
}

function matching(place: Place, field: FieldDef, value: unknown, shape: RegExp): string {
  const text = shortText(place, field, value)
  if (!shape.test(text)) throw wrongType(place, field, field.kind)
  return text
}

function picked(place: Place, field: FieldDef, value: unknown): string {
  if (typeof value !== 'string') throw wrongType(place, field, 'text')
  const supported_values = pickValues(place.world, place.module, field).map(one => one.actual_value)
  if (!supported_values.includes(value) && !checkedElsewhere(place, field))
    throw invalid({ supported_values, ...at(place, field) })
  return value
}

/** A pipeline and its stages are checked together, with an error of their own. */
function checkedElsewhere(place: Place, field: FieldDef): boolean {
  return place.module === 'Deals' && ['Pipeline', 'Stage'].includes(field.name)
}

function anyNumber(place: Place, field: FieldDef, value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw wrongType(place, field, 'double')
  return value
}

function wholeNumber(place: Place, field: FieldDef, value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value)) return value
  throw wrongType(place, field, field.kind)
}

function reference(place: Place, field: FieldDef, value: unknown): { readonly id: string } {
  if (!isObject(value)) throw wrongType(place, field, 'jsonobject')
  if (typeof value.id !== 'string' || !/^\d+$/.test(value.id))
    throw invalid({
      expected_data_type: 'bigint',
      api_name: 'id',
      json_path: `${place.path}.${field.name}.id`,
    })
  return { id: value.id }
}
