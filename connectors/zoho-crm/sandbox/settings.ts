import type { WireResponse } from '#spi'
import { invalid, json } from './answer.ts'
import { type Call, mustQuery } from './call.ts'
import { type FieldDef, maxLength } from './fields.ts'
import { type ModuleDef, moduleNamed, modules } from './modules.ts'
import { org } from './org.ts'
import { pickValues } from './pick-lists.ts'
import { invalidModule } from './refusals.ts'
import { fieldsOf, type World } from './world.ts'

export function readOrg(call: Call): WireResponse {
  const paid_type = call.world.switches.get('edition')
  const users_license_purchased = call.world.users.size
  const license_details = {
    paid: paid_type !== 'free',
    paid_type,
    trial_expiry: null,
    users_license_purchased,
  }
  return json(200, { org: [{ ...org, domain_name: 'org770000123', license_details }] })
}

export function listModules(): WireResponse {
  return json(200, { modules: modules.map(printModule) })
}

function printModule({ name, id, singular }: ModuleDef) {
  const api = { creatable: true, editable: true, deletable: true, viewable: true, api_supported: true }
  return { ...api, api_name: name, module_name: name, singular_label: singular, plural_label: name, id }
}

export function askedModule(call: Call): ModuleDef {
  const found = moduleNamed(mustQuery(call, 'module'))
  if (!found) throw invalidModule()
  return found
}

export function listFields(call: Call): WireResponse {
  const { name } = askedModule(call)
  const fields = fieldsOf(call.world, name).map(field => printField(call.world, name, field))
  return json(200, { fields })
}

export function readField(call: Call): WireResponse {
  const { name } = askedModule(call)
  const found = fieldsOf(call.world, name).find(({ id }) => id === call.params.id)
  if (!found) throw invalid({ resource_path_index: 2 }, 'the id given seems to be invalid')
  return json(200, { fields: [printField(call.world, name, found)] })
}

export function printField(world: World, module: string, field: FieldDef): Readonly<Record<string, unknown>> {
  const writable = field.readOnly !== true
  return {
    id: field.id,
    api_name: field.name,
    field_label: field.label ?? field.name.replaceAll('_', ' '),
    data_type: field.kind === 'parent' ? 'lookup' : field.kind,
    length: maxLength(field),
    custom_field: field.custom === true,
    system_mandatory: field.required === true,
    read_only: !writable,
    unique: field.unique ? { casesensitive: false } : {},
    operation_type: {
      web_create: writable,
      web_update: writable,
      api_create: writable,
      api_update: writable,
    },
    pick_list_values: printPickValues(world, module, field),
    lookup: field.to ? { module: { api_name: field.to } } : {},
    textarea: field.kind === 'textarea' ? { type: field.richText ? 'rich_text' : 'large' } : null,
    external: field.external ? { type: field.external, show: true } : null,
  }
}

function printPickValues(world: World, module: string, field: FieldDef) {
  return pickValues(world, module, field).map(({ display_value, actual_value }, at) => ({
    display_value,
    actual_value,
    sequence_number: at + 1,
    id: `${field.id.slice(0, -2)}${String(at).padStart(2, '0')}`,
  }))
}

export function listLayouts(call: Call): WireResponse {
  return json(200, { layouts: [printLayout(call.world, askedModule(call))] })
}

export function readLayout(call: Call): WireResponse {
  const module = askedModule(call)
  if (module.layoutId !== call.params.id)
    throw invalid({ resource_path_index: 2 }, 'the id given seems to be invalid')
  return json(200, { layouts: [printLayout(call.world, module)] })
}

function printLayout(world: World, module: ModuleDef) {
  const fields = fieldsOf(world, module.name).map(field => printField(world, module.name, field))
  const section = { name: `${module.singular} Information`, api_name: 'Information', fields }
  return { id: module.layoutId, name: 'Standard', status: 'active', visible: true, sections: [section] }
}
