import type { Lens } from './lens.ts'
import type { Policy } from './policy.ts'
import { mayFlow } from './policy.ts'
import type { Side } from './value.ts'
import { otherSide } from './value.ts'

/** Choices of one field that would be held, should a row ever show them. */
export interface UnmappedWords {
  /** The field on that side. */
  readonly field: string
  readonly words: readonly string[]
}

/**
 * The choices that a side offers, by its field names, and for which no table of the mapping has a row: for a warning
 * when a vendor's list of choices has grown. Fields that flow only to that side never carry its words.
 */
export function unmappedWords(
  policy: Pick<Policy, 'fields'>,
  side: Side,
  offered: Readonly<Record<string, readonly string[]>>,
): readonly UnmappedWords[] {
  return policy.fields.flatMap(rule => {
    if (!mayFlow(rule.flow, otherSide(side))) return []
    const words = withoutRow(rule.lens, side, offered[rule[side]] ?? [])
    return words.length === 0 ? [] : [{ field: rule[side], words }]
  })
}

/** None where the lens is no table. */
export function withoutRow(lens: Lens, side: Side, choices: readonly string[]): readonly string[] {
  const known = lens.words?.[side]?.map(word => String(word ?? ''))
  return known === undefined ? [] : choices.filter(word => !known.includes(word))
}
