import { unsigned } from '../../../../src/core/comments/copied-text.ts'
import type { Fields, Side, Value } from '../../../../src/core/value.ts'
import { forms } from './mapping.ts'

/** One comment as its tool keeps it. No tool keeps a key of ours. */
export interface Said {
  readonly id: string
  readonly text: Value
  readonly author: string
  readonly at: string
  readonly private: boolean
  readonly version: number
  readonly changedBy: string
  /** Only the laws read this: the comment that Baton made it from. */
  readonly copyOf: string | null
}

/** The comments under one task, at one tool. */
export interface Tool {
  readonly side: Side
  readonly said: Map<string, Said>
  /** Comments that are still on their way. */
  arriving: readonly { readonly at: number; readonly come: () => void }[]
  ticks: number
}

/** Who our writes are made as. */
export const us = 'baton'

export function newTool(side: Side): Tool {
  return { side, said: new Map(), arriving: [], ticks: 0 }
}

type New = Pick<Said, 'text' | 'author' | 'private' | 'copyOf'>

export function add(tool: Tool, { text, author, private: isPrivate, copyOf }: New, now: number): Said {
  tool.ticks += 1
  const id = `${tool.side}-${tool.ticks}`
  const at = new Date(now).toISOString()
  const rest = { version: tool.ticks, changedBy: author, copyOf }
  const said: Said = { id, text, author, at, private: isPrivate, ...rest }
  tool.said.set(id, said)
  return said
}

export function change(
  tool: Tool,
  said: Said,
  by: string,
  fields: Partial<Pick<Said, 'text' | 'private'>>,
): Said {
  tool.ticks += 1
  const next = { ...said, ...fields, version: tool.ticks, changedBy: by }
  tool.said.set(said.id, next)
  return next
}

/** A comment in the words of its connector. */
export function rowOf(said: Said) {
  const { id, text, author, at, private: isPrivate, version } = said
  const fields: Fields = { text, author, authorName: `Name of ${author}`, at, private: isPrivate, files: [] }
  return { id, fields, changedAt: at, version: String(version) }
}

/** Its text without the first line that a copy has. */
export function wordsOf(side: Side, said: Said): Value {
  return said.copyOf === null ? said.text : unsigned(forms[side], said.text)
}
