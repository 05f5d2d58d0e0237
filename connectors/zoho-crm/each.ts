import { z } from 'zod'
import { type Row, unreadRow, VendorError } from '#spi'
import { id } from './api.ts'

const named = z.looseObject({ id })

/**
 * The rows of a list, each read by itself, so that one in an unknown shape is named and stops nobody else. A record without
 * an id cannot even be named: its list fails, and is asked for again.
 */
export function eachRow<S extends z.ZodType>(
  items: readonly unknown[],
  schema: S,
  toRow: (item: z.infer<S>) => Row,
): readonly Row[] {
  return items.map(item => {
    const parsed = schema.safeParse(item)
    if (parsed.success) return toRow(parsed.data)
    const where = parsed.error.issues[0]?.path.join('.') ?? ''
    return unreadRow(idIn(item), `Zoho CRM shows it in an unknown shape, at "${where}"`)
  })
}

function idIn(item: unknown): string {
  const parsed = named.safeParse(item)
  if (parsed.success) return parsed.data.id
  throw new VendorError({ kind: 'unexpected', message: 'Zoho CRM listed a record without an id' }, null)
}
