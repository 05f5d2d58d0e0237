import { invalid, mandatory, Refusal } from './answer.ts'
import { checkDeal } from './check-deal.ts'
import { checkLinks } from './check-links.ts'
import { checkUnique } from './check-unique.ts'
import { at, checkValue, isObject, type Place } from './check-value.ts'
import type { FieldDef } from './fields.ts'
import { moduleDef } from './modules.ts'
import { sameJson } from './store.ts'
import { fieldsOf, type Stored } from './world.ts'

type Values = Readonly<Record<string, unknown>>

/** The values of a new record as they will be kept, or a refusal. */
export function checkNew(place: Place, input: Values): Values {
  for (const field of fieldsOf(place.world, place.module))
    if (isRequired(place, field) && isEmpty(input[field.name]))
      throw mandatory(field.name, `${place.path}.${field.name}`)
  return checked(place, null, input)
}

/** The values that an edit sets; the absent stay as they are. */
export function checkEdit(place: Place, before: Stored, input: Values): Values {
  refuseLocked(before, `${place.path}.id`)
  checkBlueprint(place, before, input)
  for (const field of fieldsOf(place.world, place.module))
    if (isRequired(place, field) && input[field.name] !== undefined && isEmpty(input[field.name]))
      throw invalid({ expected_data_type: field.kind, ...at(place, field) })
  return checked(place, before, input)
}

function checked(place: Place, before: Stored | null, input: Values): Values {
  refuseUnknown(place, input)
  const given = fieldsOf(place.world, place.module).filter(({ name, readOnly }) => !readOnly && name in input)
  const plain = Object.fromEntries(
    given.map(field => [field.name, checkValue(place, field, input[field.name])]),
  )
  const values = { ...plain, ...checkLinks(place, input, plain) }
  if (place.module === 'Deals') checkDeal(place, before, values)
  checkUnique(place, before?.id ?? null, values)
  return values
}

function isRequired(place: Place, field: FieldDef): boolean {
  if (place.module === 'Deals' && field.name === 'Pipeline')
    return place.world.switches.get('pipelines') === 'on'
  return field.required === true
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}

/** Zoho is not known to mind keys it does not know; a typing error then passes unseen. */
function refuseUnknown(place: Place, input: Values): void {
  checkLayout(place, input.Layout)
  if (place.world.switches.get('unknown-keys') === 'ignored') return
  const known = new Set(fieldsOf(place.world, place.module).map(({ name }) => name))
  const stray = Object.keys(input).find(key => !known.has(key) && !systemKey(key))
  if (stray) throw invalid({ api_name: stray, json_path: `${place.path}.${stray}` })
}

function systemKey(key: string): boolean {
  return key.startsWith('$') || ['id', 'Layout', 'Locked__s', 'Record_Status__s'].includes(key)
}

function checkLayout(place: Place, layout: unknown): void {
  if (layout === undefined || layout === null) return
  if (isObject(layout) && layout.id === moduleDef(place.module).layoutId) return
  throw invalid({ api_name: 'Layout', json_path: `${place.path}.Layout` })
}

/** A deal in a blueprint moves to another stage by the blueprint's own buttons only. */
function checkBlueprint(place: Place, before: Stored, input: Values): void {
  if (before.$in_blueprint !== true || input.Stage === undefined || sameJson(input.Stage, before.Stage))
    return
  const stage = { api_name: 'Stage', json_path: `${place.path}.Stage` }
  throw new Refusal(400, 'RECORD_IN_BLUEPRINT', 'the field is controlled by a blueprint', stage)
}

/** An approval that is under way or a lock, both put on at the screen, hold all of a record. */
export function refuseLocked(record: Stored, json_path: string): void {
  const details = { api_name: 'id', json_path }
  if (record.Locked__s === true) throw new Refusal(400, 'RECORD_LOCKED', 'record is locked', details)
  const approval = record.$approval_state ?? 'approved'
  if (approval !== 'approved') throw new Refusal(400, 'NOT_APPROVED', 'record is not approved', details)
}
