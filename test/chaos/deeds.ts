import { isIdleWrite } from '../../src/cli/demo/day/idle-write.ts'
import type { Side } from '../../src/core/value.ts'
import { byBackup, type WriteEntry } from '../../src/spi/index.ts'
import type { Deed } from './evidence.ts'
import { type PlacedDeed, takenAlong } from './taken-along.ts'
import type { VendorWords } from './vendor-words.ts'

/** A vendor's history in words that are the same for all vendors. */
export function deedsOf(side: Side, history: readonly WriteEntry[], vendor: VendorWords): Deed[] {
  return takenAlong(history.flatMap((entry, place) => deedOf(side, entry, history[place - 1], vendor) ?? []))
}

function deedOf(
  side: Side,
  entry: WriteEntry,
  before: WriteEntry | undefined,
  vendor: VendorWords,
): PlacedDeed | null {
  const kind = vendor.kinds[entry.module]
  if (!kind) return null
  const shown = (record: WriteEntry['after']) => (record ? vendor.shown(kind, record) : null)
  const record = entry.after ?? entry.before
  return {
    side,
    kind,
    task: kind === 'comment' && record && vendor.comment.goesWithTask ? vendor.comment.taskOf(record) : null,
    id: entry.id,
    does: entry.does,
    isBatons: !entry.by.startsWith('person:') && entry.by !== byBackup,
    isBackups: entry.by === byBackup,
    at: Date.parse(entry.at),
    before: shown(entry.before),
    after: shown(entry.after),
    isIdle: isIdleWrite(entry) && !carriesComment(before, entry, vendor),
  }
}

/** A vendor that keeps comments with their record tells of the record, too. */
function carriesComment(before: WriteEntry | undefined, entry: WriteEntry, { kinds }: VendorWords): boolean {
  if (!before || kinds[before.module] !== 'comment') return false
  return kinds[entry.module] === 'task' && before.by === entry.by && before.at === entry.at
}
