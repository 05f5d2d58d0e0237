import { type Fields, type Side, sameValue, sides } from '../../../src/core/value.ts'
import { linkKey, type Miniature, sweep } from './memory.ts'
import { editedOnTop, personTyped } from './typed.ts'
import { addRow, changeRow, removeRow, type VendorRow } from './vendor.ts'

export interface Edit {
  readonly do: 'edit'
  readonly side: Side
  /** Which of the rows that are there, counted round. */
  readonly at: number
  readonly fields: Fields
}

/** What people do at the vendors' own screens, and what becomes of the news of it. */
export type Deed =
  | Edit
  | { readonly do: 'add'; readonly side: Side; readonly fields: Fields }
  | { readonly do: 'remove'; readonly side: Side; readonly at: number }
  | { readonly do: 'reschedule'; readonly strict: boolean; readonly end: string | null }
  | { readonly do: 'close-parent'; readonly closed: boolean }
  | { readonly do: 'lose-news' | 'double-news' }

export function act(mini: Miniature, deed: Deed): void {
  switch (deed.do) {
    case 'add':
      add(mini, deed.side, deed.fields)
      break
    case 'edit':
      for (const row of rowsAt(mini, deed)) edit(mini, deed.side, row, deed.fields)
      break
    case 'remove':
      for (const row of rowsAt(mini, deed)) removeRow(mini.vendors[deed.side], row.id)
      break
    case 'reschedule':
      reschedule(mini, deed.strict, deed.end)
      break
    case 'close-parent':
      mini.parent = { ...mini.parent, closed: deed.closed }
      whoWaitsIsDue(mini)
      break
    case 'lose-news':
      for (const side of sides) mini.vendors[side].news.splice(0)
      break
    case 'double-news':
      sweep(mini)
  }
}

function add(mini: Miniature, side: Side, fields: Fields): void {
  const row = addRow(mini.vendors[side], fields, { now: mini.clock, by: 'somebody' })
  personTyped(mini, side, row, fields)
}

export function edit(mini: Miniature, side: Side, row: VendorRow, fields: Fields): void {
  const after = changeRow(mini.vendors[side], row, fields, { now: mini.clock, by: 'somebody' })
  const changed = Object.keys(fields).filter(field => !sameValue(after.fields[field], row.fields[field]))
  editedOnTop(mini, side, row, fields)
  personTyped(mini, side, after, Object.fromEntries(changed.map(field => [field, null])))
}

/** The project's own schedule changes. */
function reschedule(mini: Miniature, strict: boolean, end: string | null): void {
  mini.project = { ...mini.project, strict, end }
  whoWaitsIsDue(mini)
}

/** Whoever was refused because of what stands around is looked at again when that changes. */
function whoWaitsIsDue(mini: Miniature): void {
  for (const link of mini.links.values())
    if (mini.waiting.has(linkKey(link))) mini.dirty.set(linkKey(link), mini.clock)
}

/** The row that is meant; none where there is none at all. */
export function rowsAt(mini: Miniature, { side, at }: Pick<Edit, 'side' | 'at'>): readonly VendorRow[] {
  const rows = [...mini.vendors[side].rows.values()]
  const start = at % Math.max(1, rows.length)
  return rows.slice(start, start + 1)
}
