import { invalid, noSuchTarget } from './answer.ts'
import { attributesOf, type FieldDef } from './definitions.ts'
import { fieldsOf, type Stored, type World } from './world.ts'

type Values = Readonly<Record<string, unknown>>

/** Refuses what the fields do not take. Only given attributes are looked at; a new record has to have the required ones. */
export function checkValues(world: World, type: string, record: Values, given: Values, isNew: boolean): void {
  for (const [name, def] of Object.entries(fieldsOf(world, type))) {
    const isGiven = attributesOf(name, def).some(attribute => Object.hasOwn(given, attribute))
    if (def.readOnly || (!isGiven && !isNew)) continue
    const wrong = def.required && isEmpty(record, name, def) ? 'required' : faultIn(name, def, record)
    if (wrong !== null) throw invalid(type, name, wrong)
  }
}

function isEmpty(record: Values, name: string, def: FieldDef): boolean {
  const [attribute = name] = attributesOf(name, def)
  return isNothing(record[attribute])
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === ''
}

/** Which of a field's checks fails first, by its name at EspoCRM. */
function faultIn(name: string, def: FieldDef, record: Values): string | null {
  const day = record[`${name}Date`]
  if (def.type === 'datetimeOptional' && !isNothing(day) && !isDay(day)) return 'valid'
  const value = record[name]
  if (isNothing(value)) return null
  if (!isValid(def, value)) return 'valid'
  if (def.type === 'currency')
    return isCurrency(record[`${name}Currency`]) ? rangeFault(def, Number(value)) : 'validCurrency'
  if (typeof value === 'number') return rangeFault(def, value)
  return typeof value === 'string' ? textFault(def, value) : null
}

/** The currencies that the site's admin has switched on. */
function isCurrency(value: unknown): boolean {
  return value === 'USD' || value === 'EUR'
}

function textFault(def: FieldDef, value: string): string | null {
  if (def.maxLength !== undefined && [...value].length > def.maxLength) return 'maxLength'
  return [...(def.without ?? '')].some(sign => value.includes(sign)) ? 'pattern' : null
}

function rangeFault({ min, max }: FieldDef, value: number): string | null {
  if (min !== undefined && value < min) return 'min'
  return max !== undefined && value > max ? 'max' : null
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
    case 'url':
      return /^(https?:\/\/)?[\w-]+(\.[\w-]+)+(:\d+)?([/?#]\S*)?$/.test(String(value))
    case 'phone':
      return /^\+?[\d]+$/.test(String(value))
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
    if (def.entityList?.includes(target) === false) throw invalid(type, name, 'valid')
    if (known && !known.has(id)) throw noSuchTarget(type, name, target)
  }
}
