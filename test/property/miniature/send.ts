import assert from 'node:assert/strict'
import { mayFlow } from '../../../src/core/policy.ts'
import type { Fields, Side } from '../../../src/core/value.ts'
import { otherSide } from '../../../src/core/value.ts'
import { edit } from './deeds.ts'
import type { Intent, Miniature } from './memory.ts'
import { onlyAsPlanned } from './moment.ts'
import { noEditDeleted, noSilentLoss, notEmptiedForNothing, putBack, wasCarried } from './typed.ts'
import { addRow, changeRow, rejectedField, removeRow, rowWithKey, type VendorRow } from './vendor.ts'

/** What befalls one write. */
export type Fate =
  | { readonly is: 'fine' }
  /** The process dies; the intent is recorded. */
  | { readonly is: 'dies-before' | 'dies-after' }
  /** The write is made and its answer lost; or it never gets there; or, a create, it gets there later. */
  | { readonly is: 'unanswered' | 'lost' | 'late' }
  /** The vendor answers well and changes nothing. */
  | { readonly is: 'ignored' }
  /** A person edits the row before it is read back. */
  | { readonly is: 'edited'; readonly fields: Readonly<Record<Side, Fields>> }

export type Answer =
  | { readonly is: 'row'; readonly row: VendorRow | null }
  | { readonly is: 'failed'; readonly kind: 'rejected'; readonly field: string }
  | { readonly is: 'failed'; readonly kind: 'stale' | 'gone' }
  | { readonly is: 'unanswered' }

export interface Sent {
  readonly intent: Intent
  readonly answer: Answer
}

export class Died extends Error {}

/** Records all that is about to be written, then writes it, one fate each. */
export function send(mini: Miniature, intents: readonly Intent[], fates: readonly Fate[]): Sent[] {
  for (const intent of intents) mini.intents.set(intent.id, intent)
  return intents.map((intent, at) => ({ intent, answer: write(mini, intent, fates[at] ?? { is: 'fine' }) }))
}

function write(mini: Miniature, intent: Intent, fate: Fate): Answer {
  const isRefusedCreate = intent.op === 'create' && rejectedField(mini.vendors[intent.side], intent.sent)
  if (!isRefusedCreate) mini.writes += 1
  neverFlowsBack(mini, intent)
  if (fate.is === 'dies-before') throw new Died()
  if (fate.is === 'lost') return { is: 'unanswered' }
  if (fate.is === 'late' && intent.op === 'create') return sendLate(mini, intent)
  const answer = onlyAsPlanned(mini, intent, () => made(mini, intent, fate.is === 'ignored'))
  if (fate.is === 'dies-after') throw new Died()
  if (fate.is === 'unanswered' || fate.is === 'late') return { is: 'unanswered' }
  return fate.is === 'edited' ? editedSince(mini, intent, answer, fate.fields) : answer
}

/** Law: a one-way field never flows back. */
function neverFlowsBack(mini: Miniature, { side, sent }: Intent): void {
  for (const rule of mini.policy.fields)
    assert.ok(!(rule[side] in sent) || mayFlow(rule.flow, side), `${rule[side]} flowed back`)
}

function sendLate(mini: Miniature, intent: Intent): Answer {
  const vendor = mini.vendors[intent.side]
  const arrival = { at: mini.clock + 30_000, create: () => create(mini, intent) }
  vendor.arriving = [...vendor.arriving, arrival]
  return { is: 'unanswered' }
}

/** What was on its way gets there. */
export function arrive(mini: Miniature, side: Side): void {
  const vendor = mini.vendors[side]
  for (const one of vendor.arriving) if (one.at <= mini.clock) one.create()
  vendor.arriving = vendor.arriving.filter(one => one.at > mini.clock)
}

/** Law: one create makes one row. */
function create(mini: Miniature, intent: Intent): VendorRow {
  const vendor = mini.vendors[intent.side]
  assert.equal(rowWithKey(vendor, intent.createKey), undefined, `${intent.createKey} made two rows`)
  noteGiven(mini, intent)
  return addRow(vendor, intent.sent, { now: mini.clock, by: 'us' }, intent.createKey)
}

function made(mini: Miniature, intent: Intent, isIgnored: boolean): Answer {
  const vendor = mini.vendors[intent.side]
  const field = rejectedField(vendor, intent.sent)
  if (field !== undefined) return { is: 'failed', kind: 'rejected', field }
  if (intent.op === 'create') return { is: 'row', row: create(mini, intent) }
  const row = vendor.rows.get(intent.rowId)
  if (!row) return { is: 'failed', kind: 'gone' }
  if (intent.ifVersion !== null && intent.ifVersion !== row.version) return { is: 'failed', kind: 'stale' }
  if (intent.op === 'update') return { is: 'row', row: update(mini, intent, row, isIgnored) }
  noEditDeleted(mini, intent.side, row)
  removeRow(vendor, row.id)
  return { is: 'row', row: null }
}

function update(mini: Miniature, intent: Intent, row: VendorRow, isIgnored: boolean): VendorRow {
  const vendor = mini.vendors[intent.side]
  notEmptiedForNothing(mini, intent, row)
  const after = changeRow(vendor, row, isIgnored ? {} : intent.sent, { now: mini.clock, by: 'us' })
  noSilentLoss(mini, intent, row, after)
  if (!isIgnored) noteGiven(mini, intent)
  return after
}

/** What a vendor took is no longer known to one side alone. */
function noteGiven(mini: Miniature, { side, sent, saw, op, rowId, key }: Intent): void {
  const from = otherSide(side)
  const link = mini.links.get(key.replace('link:', ''))
  const fromId = op === 'create' ? rowId : (link?.ids[from] ?? '')
  for (const rule of mini.policy.fields)
    if (rule[side] in sent && !mini.vendors[side].traits.readOnly.includes(rule[side]))
      wasCarried(mini, from, fromId, rule[from], saw[from][rule[from]] ?? null)
}

function editedSince(
  mini: Miniature,
  intent: Intent,
  answer: Answer,
  fields: Readonly<Record<Side, Fields>>,
): Answer {
  if (answer.is !== 'row' || !answer.row) return answer
  edit(mini, intent.side, answer.row, fields[intent.side])
  const row = mini.vendors[intent.side].rows.get(answer.row.id) ?? null
  if (row) putBack(mini, intent.side, row, intent.before)
  return { is: 'row', row }
}
