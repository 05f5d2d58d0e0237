import type { WireResponse } from '#spi'
import { type Details, forbidden, invalid, mandatory, Refusal, success } from './answer.ts'
import { batchAnswer, eachItem, itemsOf } from './batch.ts'
import type { Call } from './call.ts'
import type { FieldDef } from './fields.ts'
import type { ModuleDef } from './modules.ts'
import { askedModule } from './settings.ts'
import { nextId } from './world.ts'

type Values = Readonly<Record<string, unknown>>

const perCall = 5
const uniquePerModule = 2

/** `POST /settings/fields`: text fields only, which is what is needed here; admins only. */
export function makeFields(call: Call): WireResponse {
  if (!call.user.admin) throw forbidden(['Crm_Implied_Customize_Zoho_CRM'])
  const module = askedModule(call)
  const items = itemsOf(call, 'fields', perCall)
  const made = eachItem(items, 'fields', (item, path) => makeField(call, module, item, path))
  return batchAnswer(call.world, 'fields', made, 201)
}

function makeField({ world }: Call, module: ModuleDef, given: Values, path: string): Details {
  const { field_label: label, data_type: type, length = 255, unique } = given
  if (typeof label !== 'string' || label.trim() === '') throw mandatory('field_label', `${path}.field_label`)
  if (type !== 'text') throw invalid({ api_name: 'data_type', json_path: `${path}.data_type` })
  const fits = Number.isInteger(length) && Number(length) >= 1 && Number(length) <= 255
  if (!fits) throw invalid({ api_name: 'length', json_path: `${path}.length`, maximum_length: 255 })
  const list = world.fields.get(module.name) ?? []
  if (list.some(one => (one.label ?? one.name.replaceAll('_', ' ')) === label))
    throw new Refusal(400, 'DUPLICATE_DATA', 'duplicate data', { api_name: 'field_label', json_path: path })
  if (unique && list.filter(one => one.unique).length >= uniquePerModule)
    throw new Refusal(400, 'LIMIT_EXCEEDED', 'limit exceeded', { api_name: 'unique', json_path: path })
  const field: FieldDef = {
    id: nextId(world),
    name: nameFor(label, list, world.switches.get('made-field-name')),
    kind: 'text',
    custom: true,
    label,
    length: Number(length),
    unique: Boolean(unique),
  }
  list.push(field)
  return success('field created', { id: field.id })
}

function nameFor(label: string, list: readonly FieldDef[], way: 'from-label' | 'numbered'): string {
  const plain = label.trim().replaceAll(/\W+/g, '_')
  return way === 'numbered' || list.some(({ name }) => name === plain) ? `${plain}_1` : plain
}
