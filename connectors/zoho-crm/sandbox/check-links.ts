import { type Details, invalid, mandatory, Refusal } from './answer.ts'
import { at, isObject, type Place } from './check-value.ts'
import type { FieldDef } from './fields.ts'
import { type ModuleDef, modules } from './modules.ts'
import { idOf } from './print.ts'
import { fieldsOf } from './world.ts'

type Values = Readonly<Record<string, unknown>>

/** What a task may hang on: every module that has a bin, but not another task. */
const parents: readonly string[] = modules
  .filter(({ name, hasBin }) => hasBin && name !== 'Tasks')
  .map(({ name }) => name)

/** Checks that every lookup names something that is there; returns what else has to be kept. */
export function checkLinks(place: Place, input: Values, values: Values): Values {
  for (const field of fieldsOf(place.world, place.module)) {
    const value = values[field.name]
    if (field.name === 'Owner' && value === null)
      throw invalid({ expected_data_type: 'jsonobject', ...at(place, field) })
    if (value === undefined || value === null) continue
    if (field.kind === 'ownerlookup') checkUser(place, field, idOf(value))
    if (field.kind === 'lookup' && field.to !== '$se_module')
      checkTarget(place, field, field.to ?? '', idOf(value))
  }
  if (values.Parent_Id) return { Parent_Id: checkParent(place, values.Parent_Id) }
  return values.What_Id === undefined ? {} : { $se_module: checkWhat(place, input, values.What_Id) }
}

function unknownRelated(details: Details) {
  return invalid(details, 'the related id given seems to be invalid')
}

function checkUser(place: Place, field: FieldDef, id: string): void {
  if (place.world.users.get(id)?.status !== 'active') throw unknownRelated(at(place, field))
}

function checkTarget(place: Place, field: FieldDef, module: string, id: string): void {
  if (!place.world.records.get(module)?.has(id)) throw unknownRelated(at(place, field))
}

function checkWhat(place: Place, input: Values, what: unknown): string | null {
  if (what === null) return null
  const named = input.$se_module
  const json_path = `${place.path}.$se_module`
  if (named === undefined || named === null) throw missingModule(place, json_path)
  if (!parents.includes(String(named)))
    throw invalid({ api_name: '$se_module', supported_values: parents, json_path })
  const id = idOf(what)
  if (!place.world.records.get(String(named))?.has(id))
    throw unknownRelated({ api_name: 'What_Id', json_path: `${place.path}.What_Id` })
  return String(named)
}

function missingModule(place: Place, json_path: string): Refusal {
  const code = place.world.switches.get('missing-se-module')
  const dependee = { api_name: 'What_Id', json_path: `${place.path}.What_Id` }
  return new Refusal(400, code, 'dependent field missing', { api_name: '$se_module', json_path, dependee })
}

function checkParent(place: Place, parent: unknown): Values {
  const json_path = `${place.path}.Parent_Id`
  const named = isObject(parent) ? parent.module : undefined
  if (!isObject(named)) throw mandatory('module', `${json_path}.module`)
  const module = parentModule(named)
  if (!module) throw invalid({ api_name: 'module', json_path: `${json_path}.module` })
  const id = idOf(parent)
  if (!place.world.records.get(module.name)?.has(id))
    throw unknownRelated({ api_name: 'Parent_Id', json_path })
  return { id, module: module.name }
}

function parentModule(named: Values): ModuleDef | undefined {
  return modules.find(({ name, id, hasBin }) => hasBin && (name === named.api_name || id === named.id))
}
