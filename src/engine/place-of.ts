import { isUnread } from '../core/unread.ts'
import type { Row } from '../spi/index.ts'
import { newcomerKey } from './keys.ts'
import type { NewcomerItem } from './open-keys.ts'

/** The key of the row that a newcomer stands in: whoever looks at that finds out what has become of its counterpart. */
export function placeOf({ pair, side }: NewcomerItem, row: Row): readonly string[] {
  const named = pair.anchor && !isUnread(row) ? row.fields[pair.anchor[side]] : null
  return pair.anchor && typeof named === 'string' ? [newcomerKey(pair.anchor.pair, side, named)] : []
}
