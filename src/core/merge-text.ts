import type { Lines } from './lens.ts'
import { emptyWorld } from './lens.ts'
import { mergeLines } from './line-merge.ts'
import type { FieldAt, FieldVerdict } from './merge.ts'
import type { FieldRule } from './policy.ts'
import type { Side, Value } from './value.ts'
import { otherSide, sameValue, sides } from './value.ts'

/**
 * Both sides edited a text: where they edited different lines, both edits stay. The project tool is given the text with
 * both first; what it then shows crosses as any edit does. Null: no text, no common past, or a true clash.
 */
export function mergeText({ lens }: FieldRule, at: FieldAt): FieldVerdict | null {
  const { lines } = lens
  const past = lines && commonPast(lines, at)
  const merged = past && mergeLines(past, lines.of('crm', at.crm.now), lines.of('pm', at.pm.now))
  if (!merged) return null
  const texts = sides.map(side => ({ side, text: lines.to(side, merged) }))
  const values: Partial<Record<Side, Value>> = {}
  for (const { side, text } of texts) {
    if (!text.ok) return { is: 'hold', code: text.code, detail: `Merged line by line: ${text.detail}` }
    if (!sameValue(lines.of(side, text.value), merged)) return null
    values[side] = text.value
  }
  const to = sameValue(lines.of('pm', at.pm.now), merged) ? 'crm' : 'pm'
  return { is: 'copy', to, value: values[to] ?? null, why: 'merged' }
}

/** What both sides showed when they last agreed, where it was the same text. */
function commonPast(lines: Lines, at: FieldAt): readonly string[] | null {
  const [crm, pm] = [at.crm.base, at.pm.base]
  if (crm === undefined || pm === undefined) return null
  const past = lines.of('crm', crm)
  return sameValue(past, lines.of('pm', pm)) ? past : null
}

/** Whether a text that was sent holds more than what the other side showed: that one is still to be given the rest. */
export function holdsMore({ lens }: FieldRule, to: Side, sent: Value, other: Value): boolean {
  if (lens.lines === undefined) return false
  return to === 'pm' ? !lens.agree(other, sent, emptyWorld) : !lens.agree(sent, other, emptyWorld)
}

/** A text of the other side as this side would show it. Undefined: it cannot. */
export function inWordsOf({ lens: { lines } }: FieldRule, side: Side, text: Value): Value | undefined {
  const told = lines?.to(side, lines.of(otherSide(side), text))
  return told?.ok ? told.value : undefined
}
