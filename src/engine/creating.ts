import { randomUUID } from 'node:crypto'
import { baseOfCreated, isComplete, stillShown } from '../core/base.ts'
import type { World } from '../core/lens.ts'
import type { NewMembers } from '../core/members.ts'
import type { PairPolicy } from '../core/policy.ts'
import type { Fields, Side } from '../core/value.ts'
import { bySide, otherSide } from '../core/value.ts'
import type { Row } from '../spi/index.ts'
import type { Intent } from '../store/intents.ts'
import { parentIn } from './absences.ts'
import { asOriginal } from './comment-rows.ts'
import { createKey } from './create-key.ts'
import type { PassDesk, SideDesk } from './desk.ts'
import type { Memo } from './memo.ts'

/** What every create is remembered by: the row it starts from, and where the new one is to be. */
export interface CreateAsk {
  readonly key: string
  readonly pair: PairPolicy
  readonly on: Side
  readonly fromId: string
  readonly saw: Fields
  readonly fields: Fields
  /** Tells a second making from the first: the link that is being restored. */
  readonly generation: string
}

/** What the copy of a row carries. */
export function keyOfCopy(
  { mapping }: Pick<PassDesk, 'mapping'>,
  pair: PairPolicy,
  side: Side,
  id: string,
  generation = '',
): string {
  return createKey(mapping, [mapping.name, pair.name, side, id, generation])
}

/** The same row always asks with the same key, so that one create makes one row however often it is sent. */
export function createIntent(desk: PassDesk, ask: CreateAsk): Intent {
  const saw = bySide<Fields>(ask.on, {}, ask.saw)
  return {
    id: randomUUID(),
    key: ask.key,
    link: null,
    pair: ask.pair.name,
    side: ask.on,
    op: 'create',
    rowId: ask.fromId,
    createKey: keyOfCopy(desk, ask.pair, otherSide(ask.on), ask.fromId, ask.generation),
    before: {},
    sent: ask.fields,
    why: {},
    saw,
  }
}

/** What is remembered once the new row is there, whether its answer came or it was found later. */
export function rememberCreated(
  desk: PassDesk,
  pair: PairPolicy,
  intent: Intent,
  made: Row,
  world: World,
  members: NewMembers | null = null,
): Pick<Memo, 'newLink' | 'closedIntents' | 'journal' | 'waits' | 'holds'> {
  const on = intent.side
  const row = asOriginal(pair, on, on, made)
  const from = otherSide(on)
  const fromId = intent.rowId ?? ''
  const base = baseOfCreated(
    pair.fields,
    on,
    intent.saw[from],
    intent.sent,
    row.fields,
    editorOf(desk[on], row),
    world,
  )
  const [near, far] = [
    parentIn(pair, from, intent.saw[from]),
    parentIn(pair, on, { ...intent.sent, ...row.fields }),
  ]
  const parents = bySide(on, far, near)
  const ids = bySide(on, row.id, fromId)
  const urls = row.url === undefined ? {} : { [on]: row.url }
  const lookAgain = !isComplete(pair.fields, base) || members !== null
  const { id, version } = row
  return {
    newLink: { pair: pair.name, ids, base, parents, urls, made: on, lookAgain, members },
    closedIntents: [intent.id],
    waits: [],
    holds: [],
    journal: [
      { pair: pair.name, kind: 'created', data: { on, from: fromId, row: id, version, sent: intent.sent } },
    ],
  }
}

/** A create that met the row of an earlier one of its key: as if it had written only what that shows. */
export function asMet(intent: Intent, row: Row): Intent {
  return { ...intent, sent: stillShown(intent.sent, row.fields) }
}

/** Whether a row was last changed by the user our writes are made as. */
export function editorOf(side: SideDesk, row: Row): 'us' | 'somebody' | 'unknown' {
  if (row.changedBy === null || !side.connection.userId) return 'unknown'
  return row.changedBy === side.connection.userId ? 'us' : 'somebody'
}
