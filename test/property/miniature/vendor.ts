import type { Fields, Side, Value } from '../../../src/core/value.ts'
import { sameValue } from '../../../src/core/value.ts'
import { type Rewriting, rewrite } from './rewriting.ts'

/** How a vendor behaves. Fields are named as it names them. */
export interface Traits {
  readonly rewrites: Readonly<Record<string, Rewriting>>
  /** Whether it rewrites what people type at its own screen, too. */
  readonly rewritesTyping: boolean
  /** Whether a row tells who changed it last. */
  readonly tellsEditor: boolean
  /** Whether it refuses a write that names an outdated version. */
  readonly ifVersion: boolean
  /** Fields that it answers well about and never writes. */
  readonly readOnly: readonly string[]
  /** Values that it refuses with an error. */
  readonly rejects: Readonly<Record<string, Value>>
  /** What a new row shows where nothing was given. */
  readonly defaults: Fields
  /** Whether a write that changed nothing moves the version all the same. */
  readonly bumps: boolean
}

export interface VendorRow {
  readonly id: string
  readonly version: string
  readonly changedAt: string
  readonly changedBy: 'us' | 'somebody'
  readonly fields: Fields
  readonly key?: string
}

export interface Vendor {
  readonly side: Side
  readonly traits: Traits
  readonly fields: readonly string[]
  readonly rows: Map<string, VendorRow>
  /** Creates that are still on their way. */
  arriving: readonly { readonly at: number; readonly create: () => void }[]
  /** Ids of rows that changed, for whoever asks. */
  readonly news: string[]
  ticks: number
}

export function newVendor(side: Side, traits: Traits, fields: readonly string[]): Vendor {
  return { side, traits, fields, rows: new Map(), arriving: [], news: [], ticks: 0 }
}

interface Stamp {
  readonly now: number
  readonly by: 'us' | 'somebody'
}

function stored(vendor: Vendor, given: Fields, by: Stamp['by']): Fields {
  const takes = (field: string) =>
    vendor.fields.includes(field) && (by === 'somebody' || !vendor.traits.readOnly.includes(field))
  const rewrites = by === 'us' || vendor.traits.rewritesTyping
  return Object.fromEntries(
    Object.entries(given)
      .filter(([field]) => takes(field))
      .map(([field, value]) => [
        field,
        orNothing(rewrites ? rewrite(vendor.traits.rewrites[field], value) : value),
      ]),
  )
}

/** An empty text is nothing. */
function orNothing(value: Value): Value {
  return value === '' ? null : value
}

export function addRow(vendor: Vendor, given: Fields, { now, by }: Stamp, key?: string): VendorRow {
  const empty = Object.fromEntries(vendor.fields.map(field => [field, null]))
  vendor.ticks += 1
  const row: VendorRow = {
    id: `${vendor.side}-${vendor.ticks}`,
    version: String(vendor.ticks),
    changedAt: new Date(now).toISOString(),
    changedBy: by,
    fields: { ...empty, ...stored(vendor, vendor.traits.defaults, 'somebody'), ...stored(vendor, given, by) },
    ...(key === undefined ? {} : { key }),
  }
  vendor.rows.set(row.id, row)
  vendor.news.push(row.id)
  return row
}

export function changeRow(vendor: Vendor, row: VendorRow, given: Fields, { now, by }: Stamp): VendorRow {
  const fields = { ...row.fields, ...stored(vendor, given, by) }
  const isChanged = vendor.fields.some(field => !sameValue(fields[field], row.fields[field]))
  if (!isChanged && (by === 'somebody' || !vendor.traits.bumps)) return row
  vendor.ticks += 1
  const changedAt = isChanged ? new Date(now).toISOString() : row.changedAt
  const next = { ...row, fields, version: String(vendor.ticks), changedBy: by, changedAt }
  vendor.rows.set(row.id, next)
  vendor.news.push(row.id)
  return next
}

export function removeRow(vendor: Vendor, id: string): void {
  vendor.rows.delete(id)
  vendor.news.push(id)
}

/** The field whose value it refuses, if there is one. */
export function rejectedField(vendor: Vendor, given: Fields): string | undefined {
  return Object.entries(given).find(([field, value]) => {
    const rejected = vendor.traits.rejects[field]
    return rejected !== undefined && sameValue(rejected, value)
  })?.[0]
}

export function rowWithKey(vendor: Vendor, key: string): VendorRow | undefined {
  return [...vendor.rows.values()].find(row => row.key === key)
}

/** Who changed a row last, as far as the vendor tells. */
export function editorOf(vendor: Vendor, row: VendorRow): 'us' | 'somebody' | 'unknown' {
  return vendor.traits.tellsEditor ? row.changedBy : 'unknown'
}
