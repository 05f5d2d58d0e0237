import { type FieldSpec, type Fields, type FieldType, field, type Value } from '#spi'
import type { PortalField } from './api.ts'
import type { CustomKind } from './facts.ts'

/**
 * Types of custom fields that a field of ours can hold. That there is a type is documented (projects.zoho.com/api-docs,
 * "Module Fields"); its words are inferred, so several are taken for each.
 */
const types: Readonly<Record<string, readonly [FieldType, CustomKind]>> = {
  text: ['text', 'plain'],
  single_line: ['text', 'plain'],
  singleline: ['text', 'plain'],
  multi_line: ['text', 'plain'],
  email: ['text', 'plain'],
  url: ['text', 'plain'],
  phone: ['text', 'plain'],
  picklist: ['choice', 'plain'],
  pick_list: ['choice', 'plain'],
  number: ['number', 'number'],
  decimal: ['number', 'number'],
  percentage: ['number', 'number'],
  date: ['date', 'day'],
  checkbox: ['flag', 'plain'],
}

export interface Custom {
  readonly api: string
  readonly kind: CustomKind
  readonly spec: FieldSpec
}

/** A custom field as one of ours; null for one that is none, or of a type that we have none for. */
export function customOf(found: PortalField): Custom | null {
  const known = new Map(Object.entries(types)).get((found.field_type ?? '').toLowerCase())
  if (!known || !isCustom(found)) return null
  const [type, kind] = known
  const choices = (found.options ?? []).flatMap(option => option.name ?? option.value ?? [])
  const spec = { ...field(type, found.display_name ?? found.api_name), ...(choices[0] ? { choices } : {}) }
  return { api: found.api_name, kind, spec }
}

/** Which fields are the portal's own is told in one of two ways, or by the name alone (inferred). */
function isCustom({ api_name, is_custom_field, is_default }: PortalField): boolean {
  return is_custom_field ?? (is_default === false || /^(cf_|udf_)/i.test(api_name))
}

/** The custom fields that a record shows. Where the record is whole, what it leaves out is empty. */
export function customValues(
  record: Readonly<Record<string, unknown>>,
  known: Readonly<Record<string, CustomKind>>,
  isWhole: boolean,
): Fields {
  const seen = Object.entries(known).flatMap(([api, kind]): [string, Value][] => {
    const value = record[api] === undefined && isWhole ? null : inOurForm(record[api], kind)
    return value === undefined ? [] : [[api, value]]
  })
  return Object.fromEntries(seen)
}

/** Undefined for what is not there, or has no such form. */
function inOurForm(raw: unknown, kind: CustomKind): Value | undefined {
  if (raw === null || raw === '') return null
  if (kind === 'number') return Number.isFinite(Number(raw)) && raw !== undefined ? Number(raw) : undefined
  if (kind === 'day') return typeof raw === 'string' ? raw.slice(0, 10) : undefined
  return typeof raw === 'string' || typeof raw === 'boolean' || typeof raw === 'number' ? raw : undefined
}
