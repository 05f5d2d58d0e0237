import { emptyWorld } from '../lens.ts'
import type { Form } from '../lenses/rich-text.ts'
import type { MatchVerdict } from '../match.ts'
import type { FieldRule } from '../policy.ts'
import { type Fields, otherSide, type Side } from '../value.ts'
import { type Byline, saysTheSame } from './byline.ts'
import { bylineOf, unsigned } from './copied-text.ts'

/** A comment as it is recognised. */
export interface ShownComment {
  readonly id: string
  readonly fields: Fields
}

/** What tells an original from the copies that Baton made of others. */
export interface Thread {
  /** The field that holds the text on each side. */
  readonly text: FieldRule
  readonly forms: Readonly<Record<Side, Form>>
  /** The user that our writes are made as, by side; null where nobody knows. */
  readonly us: Readonly<Record<Side, string | null>>
  /** Whether copies are posted there as the people who wrote, who are many. */
  readonly speaks: Readonly<Record<Side, boolean>>
  /** The names of the tools, as bylines say them. */
  readonly tools: Readonly<Record<Side, string>>
}

/** What a copy of this comment says in its first line. */
export function bylineFor({ tools }: Pick<Thread, 'tools'>, side: Side, fields: Fields): Byline {
  const { authorName, at, files } = fields
  return {
    author: typeof authorName === 'string' ? authorName : '',
    at: typeof at === 'string' ? at : null,
    tool: tools[side],
    files: Array.isArray(files) ? files : [],
  }
}

/**
 * Whether a comment is a copy: we wrote it, and its first line says that it comes from the other tool. Such a one is never
 * carried, whatever has become of its original.
 */
export function isCopy(thread: Thread, side: Side, { fields }: ShownComment): boolean {
  const said = bylineOf(thread.forms[side], textOf(thread, side, fields))
  const tool = bylineFor(thread, otherSide(side), {}).tool
  return said !== null && saysTheSame(said, { ...said, tool, files: [] }) && isByUs(thread, side, fields)
}

/**
 * Which of the comments of the other side is the copy of this one. The same author, minute and text is enough; where the
 * text has been edited since, a person says.
 */
export function copyOf(
  thread: Thread,
  side: Side,
  original: ShownComment,
  others: readonly ShownComment[],
): MatchVerdict {
  const alike = others.filter(one => isCopyOf(thread, side, original, one))
  return verdictOf(alike, one => readsAlike(thread, side, original, one))
}

/** Which of the comments of the other side this one is a copy of. */
export function originalOf(
  thread: Thread,
  side: Side,
  copy: ShownComment,
  others: readonly ShownComment[],
): MatchVerdict {
  const from = otherSide(side)
  const alike = others.filter(one => isCopyOf(thread, from, one, copy))
  return verdictOf(alike, one => readsAlike(thread, from, one, copy))
}

function verdictOf(alike: readonly ShownComment[], isExact: (one: ShownComment) => boolean): MatchVerdict {
  const exact = alike.find(isExact)
  if (exact) return { is: 'link', with: exact.id }
  return alike.length === 0 ? { is: 'none' } : { is: 'ambiguous', candidates: alike.map(one => one.id) }
}

function isCopyOf(thread: Thread, side: Side, original: ShownComment, copy: ShownComment): boolean {
  const on = otherSide(side)
  if (!isCopy(thread, on, copy)) return false
  const said = bylineOf(thread.forms[on], textOf(thread, on, copy.fields))
  return said !== null && saysTheSame(said, bylineFor(thread, side, original.fields))
}

function readsAlike(thread: Thread, side: Side, original: ShownComment, copy: ShownComment): boolean {
  const on = otherSide(side)
  const texts = {
    [side]: textOf(thread, side, original.fields),
    [on]: unsigned(thread.forms[on], textOf(thread, on, copy.fields)),
  }
  return thread.text.lens.agree(texts.crm ?? null, texts.pm ?? null, emptyWorld)
}

function textOf({ text }: Pick<Thread, 'text'>, side: Side, fields: Fields) {
  return fields[text[side]] ?? null
}

/** Where copies are posted as their authors, the first line alone has to tell. */
function isByUs({ us, speaks }: Thread, side: Side, { author }: Fields): boolean {
  return typeof author !== 'string' || us[side] === null || author === us[side] || speaks[side]
}
