import type { Base } from '../../../src/core/base.ts'
import type { Episode } from '../../../src/core/episode.ts'
import type { PairPolicy } from '../../../src/core/policy.ts'
import type { Refusal } from '../../../src/core/rules.ts'
import type { Fields, Side, Value } from '../../../src/core/value.ts'
import { sides } from '../../../src/core/value.ts'
import type { Reasons } from '../../../src/core/values-for.ts'
import { type Choices, policyOf } from './mapping.ts'
import { newVendor, type Traits, type Vendor } from './vendor.ts'

export interface Link {
  readonly id: string
  readonly ids: Readonly<Record<Side, string>>
  readonly base: Base
  readonly missingSince: Readonly<Record<Side, number | null>>
}

/** A write recorded before it is sent. */
export interface Intent {
  readonly id: number
  readonly key: string
  readonly side: Side
  readonly op: 'create' | 'update' | 'delete'
  readonly rowId: string
  readonly createKey: string
  readonly before: Fields
  readonly sent: Fields
  readonly why: Reasons
  readonly saw: Readonly<Record<Side, Fields>>
  readonly ifVersion: string | null
  readonly at: number
}

export type OpenEpisode = Episode & {
  readonly link: string
  readonly refusal: Refusal
  readonly refusedAt: string | null
  /** False while its value is to be put back. */
  readonly isTold: boolean
}

/** A mail about a refusal. */
export type Letter = 'refused' | 'passed' | 'put-back'

/** What a pass said it would overwrite. */
export interface Loss {
  readonly pass: number
  readonly row: string
  readonly field: string
  readonly lost: Value
}

export interface Hold {
  /** `FieldRule.crm`; '' for the whole key. */
  readonly field: string
  readonly code: string
}

/** What a person typed and no vendor on the other side has been given yet. */
export interface Typed {
  readonly value: Value
  readonly carried: boolean
}

/** Everything there is: the vendors, what was remembered of them, and what people did. */
export interface Miniature {
  readonly policy: PairPolicy
  readonly vendors: Readonly<Record<Side, Vendor>>
  readonly links: Map<string, Link>
  /** Key -> when it is due. */
  readonly dirty: Map<string, number>
  readonly intents: Map<number, Intent>
  readonly episodes: Map<string, OpenEpisode>
  /** Key -> what is asked about it. */
  readonly holds: Map<string, readonly Hold[]>
  readonly sightings: Map<string, Fields>
  readonly waiting: Set<string>
  readonly journal: Loss[]
  /** What people were told of refusals, by episode. */
  readonly letters: Map<string, readonly Letter[]>
  readonly typed: Map<string, Typed>
  /** Fields of links where a vendor made something else of what was put back. */
  readonly backOtherwise: Set<string>
  /** Fields of rows that a person once left empty. */
  readonly emptied: Set<string>
  project: Fields
  /** What every row stands below. */
  parent: Fields
  clock: number
  passes: number
  ids: number
  /** Links made so far. */
  linked: number
  /** Writes sent so far; a create that the vendor refuses does not count. */
  writes: number
}

export interface Setting {
  readonly mapping: Choices
  readonly crm: Traits
  readonly pm: Traits
}

export function newMiniature({ mapping, crm, pm }: Setting): Miniature {
  const policy = policyOf(mapping)
  const fieldsOf = (side: Side) => policy.fields.map(rule => rule[side])
  return {
    policy,
    vendors: { crm: newVendor('crm', crm, fieldsOf('crm')), pm: newVendor('pm', pm, fieldsOf('pm')) },
    links: new Map(),
    dirty: new Map(),
    intents: new Map(),
    episodes: new Map(),
    holds: new Map(),
    sightings: new Map(),
    waiting: new Set(),
    journal: [],
    letters: new Map(),
    typed: new Map(),
    backOtherwise: new Set(),
    emptied: new Set(),
    project: { name: 'Launch', strict: true, start: '2026-03-01', end: '2026-03-31' },
    parent: { title: 'All of it', closed: false },
    clock: Date.parse('2026-03-01T08:00:00Z'),
    passes: 0,
    ids: 0,
    linked: 0,
    writes: 0,
  }
}

export function nextId(mini: Miniature): number {
  mini.ids += 1
  return mini.ids
}

export function linkKey(link: Link): string {
  return `link:${link.id}`
}

export function newcomerKey(side: Side, id: string): string {
  return `new:${side}:${id}`
}

type Named =
  | { readonly is: 'link'; readonly id: string }
  | { readonly is: 'newcomer'; readonly side: Side; readonly id: string }

export function readKey(key: string): Named {
  const [is, first = '', id = ''] = key.split(':')
  return is === 'link' ? { is, id: first } : { is: 'newcomer', side: first === 'pm' ? 'pm' : 'crm', id }
}

/** Nothing is left to do or to ask. */
export function forgetKey(mini: Miniature, key: string): void {
  for (const intent of mini.intents.values()) if (intent.key === key) mini.intents.delete(intent.id)
  mini.dirty.delete(key)
  mini.holds.delete(key)
}

export function linkOf(mini: Miniature, side: Side, id: string): Link | undefined {
  return [...mini.links.values()].find(link => link.ids[side] === id)
}

/** News becomes keys: the link a row belongs to, else the newcomer it is, and its name is known from then on. */
export function fold(mini: Miniature): void {
  for (const side of sides)
    for (const id of mini.vendors[side].news.splice(0)) {
      const link = linkOf(mini, side, id)
      mini.dirty.set(link ? linkKey(link) : newcomerKey(side, id), mini.clock)
      const row = mini.vendors[side].rows.get(id)
      if (row) mini.sightings.set(`${side} ${id}`, row.fields)
    }
}

/** A full comparison: every row of both sides, and every link, is looked at. */
export function sweep(mini: Miniature): void {
  for (const side of sides) mini.vendors[side].news.push(...mini.vendors[side].rows.keys())
  for (const link of mini.links.values()) mini.dirty.set(linkKey(link), mini.clock)
}
