import type { Value } from '#spi'
import type { Column } from './types.ts'

/** One attribute in Baton's form; undefined (not seen) for what has no such form. An empty text reads as empty. */
export function fromColumn(column: Column, raw: unknown): Value | undefined {
  if (raw === null || raw === '') return null
  if (column.kind === 'number') return numeric(raw)
  if (column.kind === 'money') return decimal(raw)
  return typeof raw === 'string' || typeof raw === 'number' || typeof raw === 'boolean' ? raw : undefined
}

/** One value as EspoCRM takes it; `null` empties the attribute. */
export function toColumn(column: Column, value: Value): unknown {
  return column.kind === 'plain' ? value : (numeric(value) ?? null)
}

/** Money is decimal text with us; with EspoCRM it is a number, or a text where the field is kept as a decimal. */
function decimal(raw: unknown): string | undefined {
  const amount = numeric(raw)
  return amount?.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 })
}

function numeric(raw: unknown): number | undefined {
  const number = typeof raw === 'string' && raw.trim() === '' ? Number.NaN : Number(raw)
  return raw !== null && Number.isFinite(number) ? number : undefined
}
