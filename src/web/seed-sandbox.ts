import { z } from 'zod'
import type { Sandbox } from '../spi/index.ts'

type Values = Readonly<Record<string, unknown>>

const row = z.strictObject({
  module: z.string(),
  /** Whoever adds it; the order's own `as` unless told. */
  as: z.string().optional(),
  /** What later rows call it: `{ "$row": "acme" }` among their fields is its id. */
  name: z.string().optional(),
  fields: z.record(z.string(), z.unknown()).default({}),
})

/** Rows that people add one after another, in the vendor's own words. */
export const seedOrder = z.strictObject({ as: z.string(), rows: z.array(row).min(1) })
export type SeedOrder = z.input<typeof seedOrder>

const reference = z.strictObject({ $row: z.string(), $value: z.string().default('id') })

/**
 * Fills a sandbox, and says which id each row got. The rules of the vendor hold for every row; the first one that it
 * refuses ends the order, and those before it are there.
 */
export function seedSandbox(sandbox: Sandbox, input: SeedOrder): { readonly ids: readonly unknown[] } {
  const order = seedOrder.parse(input)
  const named = new Map<string, Values>()
  const ids = order.rows.map(({ module, as = order.as, name, fields }, at) => {
    try {
      const made = sandbox.person({ as, does: 'add', module, fields: filled(fields, named) as Values })
      if (name !== undefined) named.set(name, made)
      return made.id ?? null
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      throw new Error(`rows[${at}] (${module}): ${why} The ${at} rows before it are there.`)
    }
  })
  return { ids }
}

function filled(value: unknown, named: ReadonlyMap<string, Values>): unknown {
  if (Array.isArray(value)) return value.map(one => filled(one, named))
  if (value === null || typeof value !== 'object') return value
  if ('$row' in value) return referred(reference.parse(value), named)
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one, named)]))
}

function referred({ $row, $value }: z.output<typeof reference>, named: ReadonlyMap<string, Values>): unknown {
  const made = named.get($row)
  if (!made) throw new Error(`No row before this one is named "${$row}".`)
  if (made[$value] === undefined)
    throw new Error(`"${$row}" has no ${$value}; it has: ${Object.keys(made).join(', ')}.`)
  return made[$value]
}
