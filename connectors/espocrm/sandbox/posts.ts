import type { WireResponse } from '#spi'
import { json, Refusal } from './answer.ts'
import type { Call } from './call.ts'
import { sizeOf } from './list.ts'
import { printRecord } from './print.ts'
import { auditedIn } from './stream.ts'
import { treeOf } from './tree.ts'
import { testOf } from './where.ts'
import { fieldsOf, momentAt, nowOf, recordsOf, type Stored, type World } from './world.ts'

const day = 24 * 3600 * 1000
/** So long may its author edit a post, and delete it (`noteEditThresholdPeriod`, `noteDeleteThresholdPeriod`). */
const periods = { edit: 7 * day, delete: 30 * day } as const

/** What everybody posted on one record, newest first, before a number that a call names. */
export function postsOf(call: Call): WireResponse {
  const { world, type, id, query } = call
  const test = testOf(treeOf(query, 'where'), fieldsOf(world, 'Note'))
  const before = Number(query.get('beforeNumber') ?? Number.POSITIVE_INFINITY)
  const found = [...recordsOf(world, 'Note').values()]
    .filter(note => note.parentType === type && note.parentId === id && Number(note.number) < before)
    .filter(test)
    .sort((a, b) => Number(b.number) - Number(a.number))
  const offset = Number(query.get('offset') ?? 0)
  const page = found.slice(offset, offset + sizeOf(call))
  return json({ total: found.length, list: page.map(note => printRecord(world, 'Note', note)) })
}

/** The list of notes shows our user its own only (observed on 9.2.7). */
export function isListedNote({ world, type, actor }: Call, { createdById }: Stored): boolean {
  return type !== 'Note' || world.switches.get('note-list') === 'all' || createdById === actor.userId
}

/** Whoever is no admin changes posts of their own only, and those not for ever. */
export function refuseNoteChange({ world, type, actor }: Call, note: Stored, what: keyof typeof periods) {
  if (type !== 'Note') return
  const made = Date.parse(`${String(note.createdAt).replace(' ', 'T')}Z`)
  if (note.createdById !== actor.userId || nowOf(world) - made > periods[what])
    throw new Refusal(403, `No ${what} access.`)
}

/** A post, a new record and a change of what is audited move the time of a stream. An edited post does not. */
export function stirred(world: World, type: string, before: Stored | null, after: Stored): Stored {
  const streamUpdatedAt = momentAt(nowOf(world))
  if (type !== 'Note')
    return before === null || auditedIn(world, { module: type, before, after }).length > 0
      ? { ...after, streamUpdatedAt }
      : after
  if (before !== null) return after
  const parents = world.records.get(String(after.parentType))
  const parent = parents?.get(String(after.parentId))
  if (parent) parents?.set(parent.id, { ...parent, streamUpdatedAt })
  return { ...after, number: recordsOf(world, 'Note').size + (world.deleted.get('Note')?.size ?? 0) + 1 }
}
