import type { Fields, Value } from './value.ts'

/** What a database keeps as text: no NUL, and no half of a letter. */
export function isKeepable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed()
}

/** The same text with a mark in the place of what cannot be kept: for words about a thing, never for its value. */
export function keepableText(text: string): string {
  return isKeepable(text) ? text : text.replaceAll('\u0000', '\ufffd').toWellFormed()
}

export interface Kept {
  readonly fields: Fields
  /** Why the others cannot be kept, by field. */
  readonly unread: Readonly<Record<string, string>>
}

/** Values that cannot be kept are set apart whole: cut or changed, they would come back as somebody's edit. */
export function keepableFields(fields: Fields): Kept {
  const entries = Object.entries(fields)
  const others = entries.filter(([, value]) => !canBeKept(value))
  if (others.length === 0) return { fields, unread: {} }
  return {
    fields: Object.fromEntries(entries.filter(([, value]) => canBeKept(value))),
    unread: Object.fromEntries(others.map(([name]) => [name, why])),
  }
}

const why = 'it holds characters that cannot be kept (a null byte, or half a letter)'

function canBeKept(value: Value): boolean {
  if (typeof value === 'string') return isKeepable(value)
  return !Array.isArray(value) || value.every(isKeepable)
}
