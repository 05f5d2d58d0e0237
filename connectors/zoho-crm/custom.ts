import { type FieldSpec, type FieldType, field, shown } from '#spi'
import type { CrmField } from './api.ts'
import type { Kind } from './kinds.ts'
import { entityOfModule } from './modules.ts'

/** Zoho's types of fields that a field of ours can hold (zoho.com/crm/developer/docs/api/v8/field-meta.html). */
const types: Readonly<Record<string, readonly [FieldType, Kind]>> = {
  text: ['text', 'plain'],
  email: ['text', 'plain'],
  phone: ['text', 'plain'],
  website: ['text', 'plain'],
  textarea: ['text', 'plain'],
  picklist: ['choice', 'plain'],
  date: ['date', 'plain'],
  datetime: ['moment', 'moment'],
  boolean: ['flag', 'plain'],
  integer: ['number', 'number'],
  double: ['number', 'number'],
  percent: ['number', 'number'],
  currency: ['money', 'money'],
  userlookup: ['person', 'link'],
  lookup: ['ref', 'link'],
}

export interface Custom {
  readonly api: string
  readonly kind: Kind
  readonly spec: FieldSpec
}

/** A custom field as one of ours; null for one that is no custom field, or of a type that we have none for. */
export function customOf(found: CrmField): Custom | null {
  const known = new Map(Object.entries(types)).get(found.data_type ?? '')
  if (found.custom_field !== true || !known || isRichText(found)) return null
  const [type, kind] = known
  const entity = type === 'ref' ? entityOfModule(found.lookup?.module?.api_name ?? '') : null
  if (type === 'ref' && entity === null) return null
  const title = found.field_label ?? found.api_name
  const spec = { ...field(type, title, isWritable(found) ? {} : shown), ...told(found), ...named(entity) }
  return { api: found.api_name, kind, spec }
}

/** Lists cut rich text to 500 characters, and a cut text must not be taken for the whole. */
function isRichText({ data_type, textarea }: CrmField): boolean {
  return data_type === 'textarea' && textarea?.type === 'rich_text'
}

function isWritable({ read_only, operation_type }: CrmField): boolean {
  return read_only !== true && operation_type?.api_update !== false
}

function named(entity: string | null): Pick<FieldSpec, 'entity'> {
  return entity === null ? {} : { entity }
}

const texts = ['text', 'email', 'phone', 'website', 'textarea']

/** What this account says of a field, whether custom or not: how long a text may be, what may be chosen. */
export function told({ data_type, length, pick_list_values }: CrmField): Partial<FieldSpec> {
  const type = data_type ?? ''
  if (texts.includes(type) && length) return { maxLength: length }
  if (type !== 'picklist') return {}
  const choices = (pick_list_values ?? []).flatMap(value => value.actual_value ?? value.display_value ?? [])
  const real = choices.filter(choice => choice !== '-None-')
  return real.length === 0 ? {} : { choices: real }
}
