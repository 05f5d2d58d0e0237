import { badValue } from './refusal.ts'
import type { CustomField, Fields } from './rows.ts'
import type { World } from './world.ts'

export function customField(world: World, of: CustomField['of'], apiName: string): CustomField | undefined {
  return [...world.customFields.values()].find(field => field.of === of && field.apiName === apiName)
}

/** An empty custom field is left out of answers or shown as null: the pages do not tell. */
export function customView(world: World, of: CustomField['of'], custom: Fields): Fields {
  if (world.switches.get('empty-custom-fields') === 'absent') return custom
  const names = [...world.customFields.values()].filter(field => field.of === of)
  return { ...Object.fromEntries(names.map(field => [field.apiName, null])), ...custom }
}

export function withCustom(custom: Fields, field: CustomField, value: unknown): Fields {
  const { [field.apiName]: _old, ...rest } = custom
  if (value === null || value === '') return rest
  if (!fits(field, value)) throw badValue(field.apiName)
  return { ...rest, [field.apiName]: value }
}

function fits(field: CustomField, value: unknown): boolean {
  if (field.type === 'number') return typeof value === 'number'
  if (typeof value !== 'string') return false
  if (field.type === 'date') return /^\d{4}-\d\d-\d\d$/.test(value)
  return field.type === 'text' || field.choices.includes(value)
}
