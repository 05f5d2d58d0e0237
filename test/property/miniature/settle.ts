import type { Base } from '../../../src/core/base.ts'
import { outcomeOf, settleWrite } from '../../../src/core/base.ts'
import type { Side } from '../../../src/core/value.ts'
import type { Intent, Link, Miniature } from './memory.ts'
import { rememberCreated } from './remember-created.ts'
import { noteShown } from './typed.ts'
import { editorOf, rowWithKey, type VendorRow } from './vendor.ts'

/** A create may still be arriving for so long, in ms. */
export const arrivalMs = 40_000

/**
 * A create whose answer never came is looked for by its key, and believed lost only when it can no longer be arriving.
 * Answers whether the key may be planned now.
 */
export function settleCreate(mini: Miniature, key: string): boolean {
  const intent = intentsOf(mini, key).findLast(one => one.op === 'create')
  if (!intent) return true
  const row = rowWithKey(mini.vendors[intent.side], intent.createKey)
  const waitMs = arrivalMs - (mini.clock - intent.at)
  if (!row && waitMs > 0) {
    mini.dirty.set(key, mini.clock + waitMs)
    return false
  }
  if (row) {
    rememberCreated(mini, intent, row)
    mini.dirty.delete(key)
  }
  for (const one of intentsOf(mini, key)) mini.intents.delete(one.id)
  return row === undefined
}

export function intentsOf(mini: Miniature, key: string): readonly Intent[] {
  return [...mini.intents.values()].filter(intent => intent.key === key)
}

/** Updates left behind: what the row shows now tells whether they were made. They are never sent again as they are. */
export function settleUpdates(
  mini: Miniature,
  link: Link,
  key: string,
  rows: Readonly<Partial<Record<Side, VendorRow>>>,
): { readonly base: Base; readonly reverted: readonly string[] } {
  let base = link.base
  const reverted: string[] = []
  for (const intent of intentsOf(mini, key)) {
    const row = rows[intent.side]
    if (intent.op !== 'update' || !row) continue
    for (const { rule, written, why } of writesMade(mini, intent, row)) {
      base = settleWrite(rule, base, intent.side, intent.saw, written, why)
      noteShown(mini, link.ids, rule, intent.saw, intent.side, written.sent)
      if (why === 'reverted') reverted.push(rule.crm)
    }
  }
  return { base, reverted }
}

/** The fields of a write that show what was sent. */
function writesMade(mini: Miniature, intent: Intent, row: VendorRow) {
  const editor = editorOf(mini.vendors[intent.side], row)
  return mini.policy.fields.flatMap(rule => {
    const field = rule[intent.side]
    const [sent, shown] = [intent.sent[field], row.fields[field]]
    if (sent === undefined || shown === undefined) return []
    const written = { before: intent.before[field] ?? null, sent, shown, editor }
    return outcomeOf(written) === 'applied' ? [{ rule, written, why: intent.why[field] }] : []
  })
}
