import { heldAt } from '../store/holds.ts'
import type { JournalEntry } from '../store/journal.ts'

/** A question that is open already is not journalled each time it is met. */
export function isNews({ kind, key, data }: JournalEntry, newlyHeld: ReadonlySet<string>): boolean {
  if (kind !== 'held') return true
  const { field } = (data ?? {}) as { readonly field?: unknown }
  return newlyHeld.has(heldAt(key ?? '', typeof field === 'string' ? field : ''))
}
