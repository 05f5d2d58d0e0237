import type { Side } from '../../src/core/value.ts'
import type { Sandbox } from '../../src/spi/index.ts'

/** What a vendor's admin keeps for bad days, and one day needs. */
export interface Backups {
  take(side: Side): void
  /** Sets the side back to its last backup, where there is one. */
  restore(side: Side): void
}

export function backupsOf(boxes: Readonly<Record<Side, { readonly sandbox: Sandbox }>>): Backups {
  const kept = new Map<Side, () => void>()
  return {
    take: side => void kept.set(side, boxes[side].sandbox.backup()),
    restore: side => kept.get(side)?.(),
  }
}
