import { instant, type Value } from '#spi'
import { lookup } from './api.ts'
import { inSeconds } from './dates.ts'
import type { Column } from './modules.ts'

/** One field of a record in Baton's form; undefined (not seen) for what has no such form. */
export function fromColumn(column: Column, raw: unknown): Value | undefined {
  if (raw === null || raw === undefined) return null
  if (column.kind === 'link') return linked(raw)?.id
  if (column.kind === 'link-name') return linked(raw)?.name ?? undefined
  if (column.kind === 'money') return decimal(raw)
  if (column.kind === 'number') return numeric(raw)
  if (column.kind === 'moment') return instant(String(raw)) ?? undefined
  if (typeof raw === 'boolean' || typeof raw === 'number') return raw
  return typeof raw === 'object' && !Array.isArray(raw) ? undefined : String(raw)
}

/** Whether the field holds something that has no form with us. A link may come without its name. */
export function isUnreadable(column: Column, raw: unknown): boolean {
  if (column.kind === 'link-name' && linked(raw)) return false
  return fromColumn(column, raw) === undefined
}

/** One value as the CRM takes it; `null` empties the field. */
export function toColumn(column: Column, value: Value): unknown {
  if (value === null) return null
  if (column.kind === 'link') return { id: value }
  if (column.kind === 'plain' || column.kind === 'link-name') return value
  if (column.kind === 'moment') return inSeconds(String(value))
  return numeric(value) ?? value
}

function linked(raw: unknown): { id: string; name?: string | null | undefined } | null {
  const parsed = lookup.safeParse(raw)
  return parsed.success ? parsed.data : null
}

/** Money is decimal text with us and a JSON number with the CRM, which may print it with an exponent. */
function decimal(raw: unknown): string | undefined {
  const amount = numeric(raw)
  if (amount === undefined) return undefined
  const text = String(amount)
  if (!text.includes('e')) return text
  return amount.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 })
}

function numeric(raw: unknown): number | undefined {
  const number = typeof raw === 'string' && raw.trim() === '' ? Number.NaN : Number(raw)
  return Number.isFinite(number) ? number : undefined
}
