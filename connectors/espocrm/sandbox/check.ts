import { invalid, noSuchTarget } from './answer.ts'
import { attributesOf, type FieldDef } from './definitions.ts'
import { fieldsOf, type Stored, type World } from './world.ts'

type Values = Readonly<Record<string, unknown>>

/** Refuses what the fields do not take. Only given attributes are looked at; a new record has to have the required ones. */
export function checkValues(world: World, type: string, record: Values, given: Values, isNew: boolean): void {
  for (const [name, def] of Object.entries(fieldsOf(world, type))) {
    const isGiven = attributesOf(name, def).some(attribute => Object.hasOwn(given, attribute))
    if (def.readOnly || (!isGiven && !isNew)) continue
    if (def.required && isEmpty(record, name, def)) throw invalid(name, 'required')
    checkField(name, def, record)
  }
}

function isEmpty(record: Values, name: string, def: FieldDef): boolean {
  const [attribute = name] = attributesOf(name, def)
  const value = record[attribute]
  return value === null || value === undefined || value === ''
}

function checkField(name: string, def: FieldDef, record: Values): void {
  const value = record[name]
  checkDay(name, def, record)
  if (value === null || value === undefined || value === '') return
  if (!isValid(def, value)) throw invalid(name, 'valid')
  if (typeof value === 'string') checkText(name, def, value)
  if (typeof value === 'number') checkRange(name, def, value)
}

function checkDay(name: string, def: FieldDef, record: Values): void {
  if (def.type !== 'datetimeOptional') return
  const day = record[`${name}Date`]
  if (day !== null && day !== undefined && day !== '' && !isDay(day)) throw invalid(`${name}Date`, 'valid')
}

function checkText(name: string, def: FieldDef, value: string): void {
  if (def.maxLength !== undefined && [...value].length > def.maxLength) throw invalid(name, 'maxLength')
  if ([...(def.without ?? '')].some(sign => value.includes(sign))) throw invalid(name, 'pattern')
}

function checkRange(name: string, { min, max }: FieldDef, value: number): void {
  if (min !== undefined && value < min) throw invalid(name, 'min')
  if (max !== undefined && value > max) throw invalid(name, 'max')
}

function isValid(def: FieldDef, value: unknown): boolean {
  switch (def.type) {
    case 'enum':
      return def.options === undefined || def.options.includes(String(value))
    case 'currency':
    case 'int':
      return typeof value === 'number' && Number.isFinite(value)
    case 'bool':
      return typeof value === 'boolean'
    case 'date':
      return isDay(value)
    case 'datetime':
    case 'datetimeOptional':
      return /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2})?$/.test(String(value))
    case 'email':
      return /^[^@\s]+@[^@\s]+$/.test(String(value))
    default:
      return typeof value === 'string'
  }
}

function isDay(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
}

/** Links of a write must lead to records that are there. */
export function checkLinks(world: World, type: string, record: Stored, given: Values): void {
  for (const [name, def] of Object.entries(fieldsOf(world, type))) {
    const id = record[`${name}Id`]
    if (!def.type.startsWith('link') || typeof id !== 'string' || !Object.hasOwn(given, `${name}Id`)) continue
    const target = def.type === 'linkParent' ? String(record[`${name}Type`]) : (def.entityList?.[0] ?? '')
    const known = world.records.get(target)
    if (def.entityList?.includes(target) === false) throw invalid(name, 'valid')
    if (known && !known.has(id)) throw noSuchTarget(target)
  }
}
