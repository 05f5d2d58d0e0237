import { z } from 'zod'
import { type WhyAlone, whyAlone } from '../../core/comments/why-alone.ts'
import type { PairPolicy } from '../../core/policy.ts'
import { htmlToText } from '../../core/rich-text/html-to-text.ts'
import { type Fields, otherSide, type Side, sides } from '../../core/value.ts'
import { loneCommentsUnder } from '../../store/comments-under.ts'
import type { Db } from '../../store/database.ts'
import { type OpenEpisode, openEpisodes } from '../../store/episodes.ts'
import { holdsOfKeys, type OpenHold } from '../../store/holds.ts'
import { type Link, linksUnder } from '../../store/links.ts'
import { sightingsOf } from '../../store/sightings.ts'
import { historyOf } from '../../store/thread-history.ts'
import { linkKey, newcomerKey } from '../keys.ts'
import type { TasksDesk } from './ask-for-tasks.ts'
import { moment, side } from './shapes.ts'

const onBoth = z.strictObject({ crm: z.string().nullable(), pm: z.string().nullable() })

const shownComment = z.strictObject({
  key: z.string(),
  /** The side on which somebody wrote it; null: nobody knows which of the two is the copy. */
  written: side.nullable(),
  author: z.string().nullable(),
  at: moment.nullable(),
  isPrivate: z.boolean().nullable(),
  ids: onBoth,
  urls: onBoth,
  /** What it says on each side, as plain text and without a copy's first line; null: not kept, or not there. */
  text: onBoth,
  state: z.enum(['same', 'differs', 'held', 'refused', 'missing', 'due', 'alone']),
  /** Why it is not the same on both sides. */
  why: z.string().nullable(),
})

/** The comments under a task, the oldest first. */
export const shownThread = z.strictObject({
  items: z.array(shownComment).readonly(),
  /** Older ones are there that are not shown. */
  isCut: z.boolean(),
})

export type ShownComment = z.output<typeof shownComment>
export type ShownThread = z.output<typeof shownThread>

/** So many comments are shown, the newest. */
const most = 200

/** Both sides' threads of a linked task; null where the mapping carries no comments. */
export async function threadOfTask(tx: Db, of: TasksDesk, task: Link): Promise<ShownThread | null> {
  const { comments } = of.desk.policy.pairs
  if (!comments?.thread) return null
  const linked = await carried(tx, of, comments, task)
  const alone = [
    ...(await lone(tx, of, comments, task, 'crm')),
    ...(await lone(tx, of, comments, task, 'pm')),
  ]
  const all = [...linked, ...alone].sort((a, b) => (String(a.at) < String(b.at) ? -1 : 1))
  return { items: all.slice(-most), isCut: all.length > most }
}

async function carried(tx: Db, of: TasksDesk, pair: PairPolicy, { ids }: Link): Promise<ShownComment[]> {
  const { mapping } = of.desk
  const found = [
    ...(await linksUnder(tx, mapping.id, 'crm', [ids.crm])),
    ...(await linksUnder(tx, mapping.id, 'pm', [ids.pm])),
  ]
  const links = [...new Map(found.map(link => [link.id, link])).values()]
  const holds = await holdsOfKeys(
    tx,
    mapping.id,
    links.map(link => linkKey(link.id)),
  )
  const episodes = await openEpisodes(
    tx,
    links.map(link => link.id),
  )
  const seen = {
    crm: await seenOn(tx, of, pair, 'crm', links),
    pm: await seenOn(tx, of, pair, 'pm', links),
  }
  return links.map(link => {
    const written = link.made && otherSide(link.made)
    const fields = seen[written ?? 'crm'].get(link.ids[written ?? 'crm']) ?? {}
    return {
      key: linkKey(link.id),
      written,
      ...saidBy(fields),
      ids: link.ids,
      urls: link.urls,
      text: { crm: plainText(pair, 'crm', link), pm: plainText(pair, 'pm', link) },
      ...stateOf(of, link, holds, episodes),
    }
  })
}

function seenOn(tx: Db, { desk }: TasksDesk, pair: PairPolicy, on: Side, links: readonly Link[]) {
  return sightingsOf(
    tx,
    desk[on].connection.id,
    pair.entity[on],
    links.map(link => link.ids[on]),
  )
}

function saidBy({
  authorName,
  at,
  private: isPrivate,
}: Fields): Pick<ShownComment, 'author' | 'at' | 'isPrivate'> {
  const time = typeof at === 'string' ? Date.parse(at) : Number.NaN
  return {
    author: typeof authorName === 'string' ? authorName : null,
    at: Number.isNaN(time) ? null : new Date(time).toISOString(),
    isPrivate: typeof isPrivate === 'boolean' ? isPrivate : null,
  }
}

function plainText({ fields: [rule], thread }: PairPolicy, on: Side, { base, beside }: Link): string | null {
  const shown = rule && { ...base[on], ...beside[on] }[rule[on]]
  if (typeof shown !== 'string') return null
  return thread?.forms[on] === 'html' ? htmlToText(shown) : shown
}

function stateOf(
  { desk }: TasksDesk,
  link: Link,
  holds: readonly OpenHold[],
  episodes: readonly OpenEpisode[],
): Pick<ShownComment, 'state' | 'why'> {
  const missing = sides.find(on => link.absent[on] !== null)
  if (missing) return { state: 'missing', why: `The last reading of ${toolOf(desk, missing)} missed it.` }
  const hold = holds.find(one => one.key === linkKey(link.id))
  if (hold) return { state: 'held', why: hold.detail }
  const episode = episodes.find(one => one.link === link.id)
  if (episode) return { state: 'refused', why: episode.refusal.why }
  const isApart = sides.some(on => Object.keys(link.beside[on]).length > 0)
  return isApart
    ? { state: 'differs', why: 'The two are looked at in a moment.' }
    : { state: 'same', why: null }
}

async function lone(tx: Db, of: TasksDesk, pair: PairPolicy, task: Link, on: Side): Promise<ShownComment[]> {
  const { desk } = of
  const at = {
    mapping: desk.mapping.id,
    connection: desk[on].connection.id,
    entity: pair.entity[on],
    side: on,
  }
  const found = await loneCommentsUnder(tx, at, task.ids[on], most + 1)
  const keys = found.map(one => newcomerKey(pair.name, on, one.id))
  const holds = await holdsOfKeys(tx, desk.mapping.id, keys)
  const histories = await historyOf(tx, desk.mapping.id, [{ side: on, id: task.ids[on] }])
  return found.map(({ id, fields, isDue }): ShownComment => {
    const key = newcomerKey(pair.name, on, id)
    const hold = holds.find(one => one.key === key)
    const nothing = { crm: null, pm: null }
    const said = {
      key,
      written: on,
      ...saidBy(fields),
      ids: { ...nothing, [on]: id },
      urls: nothing,
      text: nothing,
    }
    if (hold) return { ...said, state: 'held', why: hold.detail }
    if (isDue) return { ...said, state: 'due', why: 'It is looked at in a moment.' }
    const why = whyAlone(pair, on, fields, histories.get(`${on} ${task.ids[on]}`))
    return { ...said, state: 'alone', why: words[why](toolOf(desk, otherSide(on))) }
  })
}

const words: Readonly<Record<WhyAlone, (tool: string) => string>> = {
  private: () => 'It is private, or left out by the mapping.',
  earlier: () => 'It is from before the task was linked, and the mapping leaves those where they are.',
  'one-way': tool => `The mapping makes no copies in ${tool}.`,
  'left-out': tool =>
    `It has no counterpart in ${tool}: the one it had was deleted or let go, or it is a copy itself.`,
}

function toolOf({ engine, policy }: TasksDesk['desk'], on: Side): string {
  return engine.registry.get(policy.connector[on])?.title ?? policy.connector[on]
}
