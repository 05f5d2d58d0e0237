import assert from 'node:assert/strict'
import { baseOfCreated, isComplete } from '../../../src/core/base.ts'
import { otherSide, sides } from '../../../src/core/value.ts'
import { people } from './mapping.ts'
import { type Intent, type Link, linkKey, linkOf, type Miniature, newcomerKey, nextId } from './memory.ts'
import { movesOnlyTo } from './moves-only-to.ts'
import { noteAgreement } from './typed.ts'
import { editorOf, type VendorRow } from './vendor.ts'

/** What is remembered once a new row is there, whether its answer came or it was found later. */
export function rememberCreated(mini: Miniature, intent: Intent, row: VendorRow): void {
  const on = intent.side
  const saw = intent.saw[otherSide(on)]
  const editor = editorOf(mini.vendors[on], row)
  const base = baseOfCreated(mini.policy.fields, on, saw, intent.sent, row.fields, editor, people)
  movesOnlyTo({ crm: {}, pm: {} }, base, [
    intent.saw,
    { crm: {}, pm: {}, [on]: intent.sent },
    readBack(intent, row),
  ])
  if (intent.key.startsWith('link:')) mini.links.delete(intent.key.slice('link:'.length))
  const ids = on === 'pm' ? { crm: intent.rowId, pm: row.id } : { crm: row.id, pm: intent.rowId }
  noteAgreement(mini, ids, { ...intent.saw, [on]: row.fields })
  mini.intents.delete(intent.id)
  const link = newLink(mini, { ids, base, missingSince: { crm: null, pm: null } })
  if (!isComplete(mini.policy.fields, base)) mini.dirty.set(linkKey(link), mini.clock)
}

function readBack(intent: Intent, row: VendorRow) {
  return { crm: {}, pm: {}, [intent.side]: row.fields }
}

/** Law: a row belongs to at most one link. */
export function newLink(mini: Miniature, link: Omit<Link, 'id'>): Link {
  for (const side of sides) {
    const taken = linkOf(mini, side, link.ids[side])
    assert.equal(taken, undefined, `${link.ids[side]} is linked twice`)
    mini.holds.delete(newcomerKey(side, link.ids[side]))
  }
  const made = { ...link, id: String(nextId(mini)) }
  mini.links.set(made.id, made)
  mini.linked += 1
  return made
}
