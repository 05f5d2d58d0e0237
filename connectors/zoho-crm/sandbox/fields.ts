/** Zoho's own names of the kinds of field. `parent` is ours, for a note's Parent_Id. */
export type FieldKind =
  | 'text'
  | 'textarea'
  | 'email'
  | 'phone'
  | 'website'
  | 'picklist'
  | 'multiselectpicklist'
  | 'date'
  | 'datetime'
  | 'boolean'
  | 'integer'
  | 'bigint'
  | 'double'
  | 'currency'
  | 'ownerlookup'
  | 'lookup'
  | 'parent'
  | 'jsonarray'
  | 'jsonobject'

export interface FieldShape {
  readonly label?: string
  readonly length?: number
  readonly choices?: readonly string[]
  /** The module a lookup points to; `$se_module` for one whose module each record names itself. */
  readonly to?: string
  readonly required?: boolean
  readonly readOnly?: boolean
  readonly unique?: boolean
  readonly custom?: boolean
  readonly richText?: boolean
  readonly external?: 'org' | 'user'
  /** What a new record gets when nobody says. */
  readonly initial?: unknown
}

export interface FieldDef extends FieldShape {
  readonly id: string
  readonly name: string
  readonly kind: FieldKind
}

const lengths: Partial<Record<FieldKind, number>> = {
  text: 255,
  email: 100,
  phone: 30,
  website: 450,
  textarea: 32_000,
  picklist: 120,
}

export function maxLength(field: FieldDef): number {
  return field.length ?? lengths[field.kind] ?? 255
}

export type Draft = readonly [name: string, kind: FieldKind, shape?: FieldShape]

/** Numbers a module's fields from a first id on. */
export function fieldDefs(firstId: number, drafts: readonly Draft[]): FieldDef[] {
  return drafts.map(([name, kind, shape], at) => ({
    ...shape,
    id: String(770_000_000_000n * 1_000_000n + BigInt(firstId + at)),
    name,
    kind,
  }))
}
