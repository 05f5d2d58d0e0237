import { policyOfComment } from '../core/comments/refuse-copy-edits.ts'
import type { PairPolicy } from '../core/policy.ts'
import type { Fields, Side } from '../core/value.ts'
import { sides } from '../core/value.ts'
import { decisionsOf, type StoredDecision } from '../store/decisions.ts'
import type { Claim } from '../store/dirty.ts'
import { type OpenEpisode, openEpisodes } from '../store/episodes.ts'
import { type OpenIntent, openIntents } from '../store/intents.ts'
import { type Link, linksById, linksOfRows } from '../store/links.ts'
import { type Membership, openMemberships } from '../store/memberships.ts'
import { sightingsOf } from '../store/sightings.ts'
import { type Wish, wishesOf } from '../store/wishes.ts'
import type { PassDesk } from './desk.ts'
import { linkKey, readKey } from './keys.ts'
import type { Memo } from './memo.ts'

export interface LinkItem {
  readonly is: 'link'
  readonly claim: Claim
  readonly pair: PairPolicy
  readonly link: Link
  readonly intents: readonly OpenIntent[]
  readonly episodes: readonly OpenEpisode[]
  readonly decisions: readonly StoredDecision[]
  /** People whom a new project is still to get. */
  readonly membership: Membership | null
}

export interface NewcomerItem {
  readonly is: 'newcomer'
  readonly claim: Claim
  readonly pair: PairPolicy
  readonly side: Side
  readonly rowId: string
  readonly intents: readonly OpenIntent[]
  readonly wish: Wish | null
  /** What it showed when it was last seen; null: never seen. */
  readonly before: Fields | null
  readonly decision: StoredDecision | null
}

/** A linked task whose comments are to be looked at. */
export interface ThreadItem {
  readonly claim: Claim
  /** The comments. */
  readonly pair: PairPolicy
  /** The task's. */
  readonly link: Link
}

export type Item = LinkItem | NewcomerItem

export interface OpenedKeys {
  readonly links: readonly LinkItem[]
  readonly newcomers: readonly NewcomerItem[]
  readonly threads: readonly ThreadItem[]
  /** Keys that turned out to need nothing here. */
  readonly idle: readonly Memo[]
}

/** Looks up what is known of the claimed keys: links with their past, newcomers with their wishes, open intents. */
export async function openKeys(desk: PassDesk, claims: readonly Claim[]): Promise<OpenedKeys> {
  const keys = claims.map(claim => claim.key)
  const intents = await openIntents(desk.engine.pool, desk.mapping.id, keys)
  const decisions = await decisionsOf(desk.engine.pool, desk.mapping.id, keys)
  const keyed = claims.map(claim => ({
    claim,
    key: readKey(claim.key),
    intents: intents.filter(intent => intent.key === claim.key),
    decisions: decisions.filter(decision => decision.key === claim.key),
  }))
  const links = await openLinks(desk, keyed)
  const newcomers = await openNewcomers(desk, keyed)
  const threads = await openThreads(desk, keyed)
  return {
    links: links.items,
    newcomers: newcomers.items,
    threads: threads.items,
    idle: [...links.idle, ...newcomers.idle, ...threads.idle],
  }
}

interface Keyed {
  readonly claim: Claim
  readonly key: ReturnType<typeof readKey>
  readonly intents: readonly OpenIntent[]
  readonly decisions: readonly StoredDecision[]
}

async function openLinks(desk: PassDesk, keyed: readonly Keyed[]) {
  const ids = keyed.flatMap(({ key }) => (key.is === 'link' ? [key.id] : []))
  const links = new Map((await linksById(desk.engine.pool, ids)).map(link => [link.id, link]))
  const episodes = await openEpisodes(desk.engine.pool, ids)
  const memberships = await membershipsOf(desk, [...links.values()])
  const items: LinkItem[] = []
  const idle: Memo[] = []
  for (const { claim, key, intents, decisions } of keyed) {
    if (key.is !== 'link') continue
    const link = links.get(key.id)
    const pair = link && policyOfLink(desk, link)
    if (!link || !pair) idle.push(nothingToDo(claim, intents))
    else
      items.push({
        is: 'link',
        claim,
        pair,
        link,
        intents,
        episodes: episodes.filter(one => one.link === link.id),
        decisions,
        membership: memberships.find(one => one.link === link.id) ?? null,
      })
  }
  return { items, idle }
}

function policyOfLink(desk: PassDesk, link: Link): PairPolicy | undefined {
  const pair = desk.policy.pairs[link.pair]
  return pair && policyOfComment(pair, link.made)
}

async function openThreads(desk: PassDesk, keyed: readonly Keyed[]) {
  const ids = keyed.flatMap(({ key }) => (key.is === 'thread' ? [key.link] : []))
  const links = new Map((await linksById(desk.engine.pool, ids)).map(link => [link.id, link]))
  const { comments: pair } = desk.policy.pairs
  const items: ThreadItem[] = []
  const idle: Memo[] = []
  for (const { claim, key, intents } of keyed) {
    if (key.is !== 'thread') continue
    const link = links.get(key.link)
    if (link && pair) items.push({ claim, pair, link })
    else idle.push(nothingToDo(claim, intents))
  }
  return { items, idle }
}

/** Only where the mapping gives projects members at all. */
function membershipsOf(desk: PassDesk, links: readonly Link[]): Promise<Membership[]> {
  const add = desk.policy.pairs.deals?.members?.add ?? 'no'
  const deals = links.filter(link => link.pair === 'deals').map(link => link.id)
  return add === 'no' ? Promise.resolve([]) : openMemberships(desk.engine.pool, deals)
}

async function openNewcomers(desk: PassDesk, keyed: readonly Keyed[]) {
  const named = keyed.flatMap(({ claim, key, intents, decisions: [decision = null] }) =>
    key.is === 'newcomer' ? [{ claim, intents, decision, ...key }] : [],
  )
  const refs = named.map(({ pair, side, rowId }) => ({ pair, side, rowId, id: rowId }))
  const links = await linksOfRows(desk.engine.pool, desk.mapping.id, refs)
  const wishes = await wishesOf(desk.engine.pool, desk.mapping.id, refs)
  const before = await sightingsBySide(desk, named)
  const items: NewcomerItem[] = []
  const idle: Memo[] = []
  for (const { claim, intents, decision, pair: name, side, rowId } of named) {
    const pair = desk.policy.pairs[name]
    const link = links.find(one => one.pair === name && one.ids[side] === rowId)
    const wish = wishes.find(one => one.pair === name && one.side === side && one.rowId === rowId) ?? null
    if (link || !pair)
      idle.push({ ...nothingToDo(claim, intents), ...(link ? { wake: [linkKey(link.id)] } : {}) })
    else
      items.push({
        is: 'newcomer',
        claim,
        pair,
        side,
        rowId,
        intents,
        wish,
        before: before(pair, side, rowId),
        decision,
      })
  }
  return { items, idle }
}

/** Whatever was asked about it is over: it is linked by another key, or what it was about is there no longer. */
function nothingToDo(claim: Claim, intents: readonly OpenIntent[]): Memo {
  return {
    end: { key: claim.key, version: claim.version, is: 'done' },
    waits: [],
    holds: [],
    closedIntents: intents.map(intent => intent.id),
  }
}

/** One query for each entity on each side. */
async function sightingsBySide(
  desk: PassDesk,
  named: readonly { pair: string; side: Side; rowId: string }[],
) {
  const found = new Map<string, Map<string, Fields>>()
  for (const pair of Object.values(desk.policy.pairs))
    for (const side of sides) {
      const ids = named.filter(one => one.pair === pair.name && one.side === side).map(one => one.rowId)
      found.set(
        `${pair.name} ${side}`,
        await sightingsOf(desk.engine.pool, desk[side].connection.id, pair.entity[side], ids),
      )
    }
  return (pair: PairPolicy, side: Side, id: string) => found.get(`${pair.name} ${side}`)?.get(id) ?? null
}
