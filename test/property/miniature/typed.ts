import assert from 'node:assert/strict'
import type { FieldRule } from '../../../src/core/policy.ts'
import type { Fields, Side, Value } from '../../../src/core/value.ts'
import { otherSide, sameValue } from '../../../src/core/value.ts'
import { people } from './mapping.ts'
import { type Intent, linkKey, linkOf, type Miniature } from './memory.ts'
import type { VendorRow } from './vendor.ts'

type Shown = Readonly<Record<Side, Fields>>

const cell = (side: Side, id: string, field: string) => `${side} ${id} ${field}`

/** A person typed into a row. Typing once more what was agreed on, or is on its way, leaves nothing to carry. */
export function personTyped(mini: Miniature, side: Side, row: VendorRow, given: Fields): void {
  const link = linkOf(mini, side, row.id)
  const onTheirWay = [...mini.intents.values()]
    .filter(intent => intent.rowId === row.id || (link && intent.key === linkKey(link)))
    .map(intent => intent.saw[side])
  const pasts = [...(link ? [link.base[side]] : []), ...onTheirWay]
  for (const field of Object.keys(given)) {
    const value = row.fields[field]
    if (value === undefined) continue
    if (value === null) mini.emptied.add(cell(side, row.id, field))
    if (pasts.some(past => sameValue(past[field], value))) mini.typed.delete(cell(side, row.id, field))
    else mini.typed.set(cell(side, row.id, field), { value, carried: false })
  }
}

/** An edit on top of a write that was ignored looks, to anybody, like one on top of a write that was made. */
export function editedOnTop(mini: Miniature, side: Side, row: VendorRow, given: Fields): void {
  const from = otherSide(side)
  const fromId = linkOf(mini, side, row.id)?.ids[from] ?? row.key?.split(' ')[1] ?? ''
  for (const rule of mini.policy.fields) {
    const name = cell(from, fromId, rule[from])
    const typed = mini.typed.get(name)
    if (typed && rule[side] in given && mini.vendors[side].traits.readOnly.includes(rule[side]))
      mini.typed.set(name, { ...typed, carried: true })
  }
}

/** Who puts back what was there before a write leaves a row that looks as if the write had been ignored. */
export function putBack(mini: Miniature, side: Side, row: VendorRow, before: Fields): void {
  for (const [field, value] of Object.entries(before))
    if (sameValue(row.fields[field], value)) mini.typed.delete(cell(side, row.id, field))
}

/** The other side agrees with a value, or was given it. */
export function wasCarried(mini: Miniature, side: Side, id: string, field: string, value: Value): void {
  const typed = mini.typed.get(cell(side, id, field))
  if (typed && sameValue(typed.value, value))
    mini.typed.set(cell(side, id, field), { ...typed, carried: true })
}

/** A side shows the very value that the other side had shown. */
export function noteShown(
  mini: Miniature,
  ids: Readonly<Record<Side, string>>,
  rule: FieldRule,
  saw: Shown,
  to: Side,
  shown: Value,
): void {
  const from = otherSide(to)
  wasCarried(mini, to, ids[to], rule[to], shown)
  wasCarried(mini, from, ids[from], rule[from], saw[from][rule[from]] ?? null)
}

/** Where the two sides agree, each has been given what the other holds. */
export function noteAgreement(mini: Miniature, ids: Readonly<Record<Side, string>>, shown: Shown): void {
  for (const rule of mini.policy.fields) {
    const [crm, pm] = [shown.crm[rule.crm], shown.pm[rule.pm]]
    if (crm === undefined || pm === undefined || !rule.lens.agree(crm, pm, people)) continue
    wasCarried(mini, 'crm', ids.crm, rule.crm, crm)
    wasCarried(mini, 'pm', ids.pm, rule.pm, pm)
  }
}

function isPrecious(mini: Miniature, side: Side, row: VendorRow, field: string): boolean {
  const typed = mini.typed.get(cell(side, row.id, field))
  const value = row.fields[field] ?? null
  return typed !== undefined && !typed.carried && value !== null && sameValue(typed.value, value)
}

/** Every line that was new still stands in what is sent, beside what the other side had edited. */
function isMergedInto(mini: Miniature, { side, sent }: Intent, before: VendorRow, field: string): boolean {
  const lines = mini.policy.fields.find(rule => rule[side] === field)?.lens.lines
  const past = linkOf(mini, side, before.id)?.base[side][field]
  if (lines === undefined || past === undefined || sent[field] === undefined) return false
  const [once, now] = [lines.of(side, past), lines.of(side, sent[field])]
  return lines.of(side, before.fields[field] ?? null).every(line => once.includes(line) || now.includes(line))
}

/** Law: no value that a person typed is overwritten before the journal names it. */
export function noSilentLoss(mini: Miniature, intent: Intent, before: VendorRow, after: VendorRow): void {
  const { side } = intent
  for (const field of Object.keys(before.fields)) {
    const value = before.fields[field] ?? null
    if (sameValue(value, after.fields[field])) continue
    const named = mini.journal.some(
      entry =>
        entry.pass === mini.passes &&
        entry.row === before.id &&
        entry.field === field &&
        sameValue(entry.lost, value),
    )
    if (isPrecious(mini, side, before, field) && !isMergedInto(mini, intent, before, field))
      assert.ok(named, `${JSON.stringify(value)} in ${field} of ${before.id} was lost without a word`)
    mini.typed.delete(cell(side, before.id, field))
  }
}

/** Law: what a person typed gives way to emptiness only where somebody emptied the other side, or it was refused. */
export function notEmptiedForNothing(mini: Miniature, intent: Intent, before: VendorRow): void {
  const from = otherSide(intent.side)
  const fromId = mini.links.get(intent.key.replace('link:', ''))?.ids[from] ?? ''
  for (const rule of mini.policy.fields) {
    const name = rule[intent.side]
    if (rule.flow !== 'both' || intent.sent[name] !== null || intent.why[name] === 'reverted') continue
    if (!isPrecious(mini, intent.side, before, rule[intent.side])) continue
    const wasEmptied = mini.emptied.has(cell(from, fromId, rule[from]))
    assert.ok(wasEmptied, `${rule[intent.side]} of ${before.id} was emptied, and nobody asked for that`)
  }
}

/** Law: an edit that the other side has not been given outlives a deletion. */
export function noEditDeleted(mini: Miniature, side: Side, row: VendorRow): void {
  for (const field of Object.keys(row.fields))
    assert.ok(!isPrecious(mini, side, row, field), `the edit of ${field} went with ${row.id}`)
}
