import assert from 'node:assert/strict'
import { sameValue, sides } from '../../../src/core/value.ts'
import type { Intent, Miniature } from './memory.ts'
import { rewrite } from './rewriting.ts'
import type { Vendor, VendorRow } from './vendor.ts'

/**
 * Law: after each single call to a vendor every field of every row holds what it held before, or what was planned for
 * it, as its vendor writes that.
 */
export function onlyAsPlanned<T>(mini: Miniature, intent: Intent, call: () => T): T {
  const before = sides.map(side => new Map(mini.vendors[side].rows))
  const answer = call()
  for (const [at, side] of sides.entries()) {
    const vendor = mini.vendors[side]
    const isMeant = (id: string, was?: VendorRow) =>
      intent.side === side && (intent.op === 'create' ? was === undefined : id === intent.rowId)
    for (const id of new Set([...(before[at]?.keys() ?? []), ...vendor.rows.keys()])) {
      const [was, is] = [before[at]?.get(id), vendor.rows.get(id)]
      if (was === is) continue
      assert.ok(isMeant(id, was), `${id} changed, and nothing was planned for it`)
      if (is) fieldsAsPlanned(vendor, intent, was, is)
      else assert.equal(intent.op, 'delete', `${id} is gone, and nobody planned that`)
    }
  }
  return answer
}

function fieldsAsPlanned(vendor: Vendor, intent: Intent, was: VendorRow | undefined, is: VendorRow): void {
  for (const field of vendor.fields) {
    const original = was ? was.fields[field] : vendor.traits.defaults[field]
    const good = [original ?? null, intent.sent[field] ?? null].flatMap(value => {
      const written = rewrite(vendor.traits.rewrites[field], value)
      return [value, written === '' ? null : written]
    })
    const shown = is.fields[field] ?? null
    assert.ok(
      good.some(value => sameValue(value, shown)),
      `${field} of ${is.id} is neither as it was nor as planned`,
    )
  }
}
