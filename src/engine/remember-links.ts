import { soonest } from '../core/comments/next-look.ts'
import type { NewMembers } from '../core/members.ts'
import { sides } from '../core/value.ts'
import type { Db } from '../store/database.ts'
import { deleteLinks, insertLinks, type Link, updateLinks } from '../store/links.ts'
import { addMemberships, changeMemberships, type NewMembership } from '../store/memberships.ts'
import { moveLinks } from '../store/moved-rows.ts'
import { signalKeys } from '../store/signals.ts'
import { endSuggestionsOf } from '../store/suggestions.ts'
import { noteThreads, threadsAlive } from '../store/threads.ts'
import { bury, digUp } from '../store/tombstones.ts'
import { wakeWaitersFor } from '../store/waits.ts'
import type { PassDesk } from './desk.ts'
import { linkKey } from './keys.ts'
import type { Memo } from './memo.ts'
import { marksOfNew } from './thread-marks.ts'

/** New, changed and ended links, with whatever follows from a new one: its first look, its members, and who waited for it. */
export async function rememberLinks(
  tx: Db,
  desk: PassDesk,
  memos: readonly Memo[],
  urgency: number,
): Promise<void> {
  await updateLinks(
    tx,
    memos.flatMap(memo => memo.change ?? []),
  )
  await moveLinks(
    tx,
    memos.flatMap(memo => memo.moved ?? []),
  )
  await rememberEnds(tx, desk, memos)
  const asked = memos.flatMap(memo => memo.newLink ?? [])
  const made = await insertLinks(tx, desk.mapping.id, asked)
  const askFor = (link: Link) => asked.find(ask => ask.pair === link.pair && ask.ids.crm === link.ids.crm)
  const again = made.filter(link => askFor(link)?.lookAgain)
  await addMemberships(
    tx,
    made.flatMap(link => membershipOf(link.id, askFor(link)?.members)),
  )
  await changeMemberships(
    tx,
    memos.flatMap(memo => memo.membership ?? []),
  )
  const marks = made.flatMap(link => marksOfNew(desk, link))
  await noteThreads(tx, desk.mapping.id, marks, urgency)
  await expectAnswers(tx, desk, made)
  const first = again.map(link => linkKey(link.id))
  await signalKeys(tx, desk.mapping.id, first, urgency)
  await endSuggestionsOf(
    tx,
    desk.mapping.id,
    made.filter(link => desk.policy.pairs[link.pair]?.match),
  )
  await wakeWaiting(tx, desk, made)
}

/** Where comments come unannounced, the thread of a copy is looked at soon: somebody may answer. */
async function expectAnswers(tx: Db, desk: PassDesk, made: readonly Link[]): Promise<void> {
  const { comments } = desk.policy.pairs
  if (!comments) return
  for (const side of sides) {
    const { news } = desk[side].connector.entities[comments.entity[side]]?.inside ?? {}
    const copies =
      news === 'unsure' ? made.filter(link => link.pair === 'comments' && link.made === side) : []
    const tasks = copies.flatMap(link => link.parents[side] ?? [])
    await threadsAlive(tx, desk.mapping.id, side, [...new Set(tasks)], soonest.unannounced)
  }
}

/** Links that ended, and what is kept of them should their rows come back. */
async function rememberEnds(tx: Db, desk: PassDesk, memos: readonly Memo[]): Promise<void> {
  await deleteLinks(
    tx,
    memos.flatMap(memo => [...(memo.unlink ? [memo.unlink] : []), ...(memo.unlinks ?? [])]),
  )
  await bury(
    tx,
    desk.mapping.id,
    memos.flatMap(memo => memo.bury ?? []),
  )
  await digUp(
    tx,
    memos.flatMap(memo => memo.dugUp ?? []),
  )
}

function membershipOf(link: string, members: NewMembers | null | undefined): NewMembership[] {
  if (!members) return []
  const { people, strangers, agreed } = members
  return [{ link, people, strangers, state: agreed ? 'agreed' : 'asked' }]
}

/** Whoever waits for one of these rows to be linked is due. */
function wakeWaiting(tx: Db, desk: PassDesk, made: readonly Link[]): Promise<void> {
  const rows = made.flatMap(link =>
    sides.map(side => ({
      connection: desk[side].connection.id,
      entity: desk.policy.pairs[link.pair]?.entity[side] ?? '',
      id: link.ids[side],
    })),
  )
  return wakeWaitersFor(tx, desk.mapping.id, rows)
}
