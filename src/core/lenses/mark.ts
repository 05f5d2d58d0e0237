import type { Lens } from '../lens.ts'
import { carried, lens, notCarried } from '../lens.ts'
import type { Side, Value } from '../value.ts'

/** How a row shows that it is linked: by one of its tags, or by a field that has this value. */
export interface MarkForm {
  /** The side whose rows carry it. */
  readonly on: Side
  readonly value: string | boolean
  readonly isTag: boolean
}

/** Between the mark, which the other side of a link has by itself, and what the marked side shows. Other tags stay. */
export function markLens({ on, value, isTag }: MarkForm): Lens {
  const isMarked = (shown: Value) => (isTag ? tagsIn(shown).includes(String(value)) : shown === value)
  const within = lens(
    'mark',
    (crm, pm) => isMarked(on === 'crm' ? crm : pm),
    (_, to, _world, { now }) => {
      if (to !== on) return notCarried('carry/no-counterpart', 'A mark stands on one side only')
      return carried(isTag ? [...tagsIn(now), String(value)] : value)
    },
  )
  return isTag ? { ...within, adds: true } : within
}

/** What a marked row shows without its mark; undefined: it carries none. */
export function unmarked({ value, isTag }: MarkForm, shown: Value | undefined): Value | undefined {
  if (!isTag) return shown === value ? (value === true ? false : null) : undefined
  const tags = tagsIn(shown ?? null)
  return tags.includes(String(value)) ? tags.filter(tag => tag !== value) : undefined
}

function tagsIn(value: Value): readonly string[] {
  return Array.isArray(value) ? value : []
}
