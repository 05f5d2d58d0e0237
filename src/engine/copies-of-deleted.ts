import { goneAfterMs } from '../core/gone.ts'
import { newestCreate } from '../store/intents.ts'
import type { PassDesk } from './desk.ts'
import { soonMs } from './ends.ts'
import type { NewcomerItem } from './open-keys.ts'
import { placeOf } from './place-of.ts'
import type { NewcomerPlan } from './plan-newcomers.ts'
import type { Present } from './recognising.ts'
import { type RecognisedComment, recogniseComments } from './recognising-comments.ts'
import { worldOf } from './world.ts'

/**
 * Comments that somebody deleted before the answer to their copy's create was known. A copy that is there all the same is
 * linked with what it was made of, and what follows is what follows from any comment that is gone.
 */
export async function copiesOfDeleted(
  desk: PassDesk,
  absent: readonly NewcomerItem[],
): Promise<NewcomerPlan[]> {
  const deleted = absent.flatMap(asItWas)
  if (deleted.length === 0) return []
  const shown = deleted.map(({ item, row }) => ({ pair: item.pair, side: item.side, fields: row.fields }))
  const recognised = await recogniseComments(desk, deleted, await worldOf(desk, shown))
  return deleted.flatMap(one => planOf(one, recognised(one)) ?? [])
}

/** As it was when its copy was to be made. */
function asItWas(item: NewcomerItem): Present[] {
  const made = item.pair.thread && newestCreate(item)
  if (!made) return []
  const row = { id: item.rowId, version: '', changedAt: null, changedBy: null, fields: made.saw[item.side] }
  return [{ item, row }]
}

function planOf({ item, row }: Present, comment: RecognisedComment | undefined): NewcomerPlan | null {
  if (comment?.isOtherUnseen) return { is: 'too-early', item, afterMs: goneAfterMs, wake: placeOf(item, row) }
  // Its thread was not read: an older comment comes first, and its copy may be like this one's.
  if (comment && comment.behindMs !== null)
    return { is: 'too-early', item, afterMs: Math.min(goneAfterMs, Math.max(soonMs, comment.behindMs)) }
  if (comment?.match.is !== 'link') return null
  const { match } = comment
  const nothing = { isApart: false, once: [], wished: null, members: null }
  const recognised = { match, rivals: [], suggested: null }
  return { is: 'planned', item, row, comment, recognised, verdict: match, ...nothing }
}
