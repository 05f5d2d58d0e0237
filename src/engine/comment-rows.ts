import { signed, unsigned } from '../core/comments/copied-text.ts'
import { bylineFor, type Thread } from '../core/comments/find-copy.ts'
import type { PairPolicy } from '../core/policy.ts'
import { type Fields, otherSide, type Side } from '../core/value.ts'
import type { Row } from '../spi/index.ts'
import type { Link } from '../store/links.ts'
import type { PassDesk, SideDesk } from './desk.ts'
import { speaks } from './speakers.ts'

type ToolDesk = Readonly<Record<Side, Pick<SideDesk, 'connector'>>>

/** What tells copies from originals; null where the pair is none of comments. */
export function threadOf(desk: PassDesk, { thread, fields, entity }: PairPolicy): Thread | null {
  const [text] = fields
  if (!thread || !text) return null
  const { crm, pm } = desk
  return {
    text,
    forms: thread.forms,
    us: { crm: crm.connection.userId, pm: pm.connection.userId },
    speaks: { crm: speaks(crm, entity.crm), pm: speaks(pm, entity.pm) },
    tools: toolsOf(desk),
  }
}

function toolsOf({ crm, pm }: ToolDesk): Readonly<Record<Side, string>> {
  return { crm: crm.connector.title, pm: pm.connector.title }
}

/** A row as it is compared: the first line of a copy says whose it is, and is no part of it. */
export function asOriginal<R extends Pick<Row, 'fields'>>(
  pair: PairPolicy,
  made: Link['made'],
  side: Side,
  row: R,
): R {
  const [text] = pair.fields
  const shown = text && row.fields[text[side]]
  if (!pair.thread || made !== side || !text || shown === undefined) return row
  const bare = unsigned(pair.thread.forms[side], shown)
  return { ...row, fields: { ...row.fields, [text[side]]: bare } }
}

/** The fields of a copy as they are written: with its first line, and private where clients could read them. */
export function asCopy(
  desk: ToolDesk,
  pair: PairPolicy,
  on: Side,
  original: Fields,
  fields: Fields,
  op: 'create' | 'update',
): Fields {
  const [text] = pair.fields
  if (!pair.thread || !text) return fields
  const byline = bylineFor({ tools: toolsOf(desk) }, otherSide(on), original)
  const own = op === 'create' ? privacy(desk, pair, on, original) : {}
  // A comment may be nothing but its files.
  const value = fields[text[on]] ?? (op === 'create' ? null : undefined)
  if (value === undefined) return { ...fields, ...own }
  return { ...fields, ...own, [text[on]]: signed(pair.thread.forms[on], value, byline) }
}

/** What is private is posted as us: whoever may not post privately could make it public. */
export function asSaidBy(copy: Fields, speaker: string | null): Fields {
  return speaker === null || copy.private === true ? copy : { ...copy, author: speaker }
}

function privacy(desk: ToolDesk, { thread, entity }: PairPolicy, on: Side, original: Fields): Fields {
  const spec = desk[on].connector.entities[entity[on]]?.fields.private
  if (!spec?.writable) return {}
  return { private: thread?.privateOn.includes(on) === true || original.private === true }
}
