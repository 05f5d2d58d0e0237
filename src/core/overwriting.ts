import type { Base } from './base.ts'
import type { Decision, SetReason } from './decision.ts'
import type { FieldRule } from './policy.ts'
import type { Fields, Side, Value } from './value.ts'
import { otherSide, sameValue } from './value.ts'

/** One field of a write, as the journal tells it. */
export interface Overwriting {
  /** `FieldRule.crm`. */
  readonly field: string
  readonly side: Side
  /** What stood there before. */
  readonly before: Value
  /** What Baton believed to stand there afterwards. */
  readonly left: Value
  /** What the other side showed, where the journal knows. */
  readonly from: Value | undefined
}

interface WroteField {
  readonly field: string
  readonly before: Value
  readonly sent: Value
  readonly shown?: Value
  readonly from?: Value
  readonly outcome: string
}

/** Of a `wrote` entry: the fields that really were written. */
export function overwritingsOfWrite(data: {
  readonly side: Side
  readonly fields: readonly WroteField[]
}): readonly Overwriting[] {
  return data.fields
    .filter(one => one.outcome !== 'not-applied')
    .map(({ field, before, sent, shown, from, outcome }) => ({
      field,
      side: data.side,
      before,
      left: outcome === 'rewritten' ? (shown ?? null) : sent,
      from,
    }))
}

/** Of a `settled` entry: a write whose worker died before it could tell what became of it. */
export function overwritingsOfSettled(
  data: { readonly side: Side; readonly before: Fields; readonly sent: Fields; readonly from?: Fields },
  rules: readonly FieldRule[],
): readonly Overwriting[] {
  const { side } = data
  return rules.flatMap(rule => {
    const sent = data.sent[rule[side]]
    if (sent === undefined) return []
    const from = data.from?.[rule[otherSide(side)]]
    return [{ field: rule.crm, side, before: data.before[rule[side]] ?? null, left: sent, from }]
  })
}

/** Whether, as far as is known, the field still holds what was written. */
export function isOnTop({ side, left }: Overwriting, rule: FieldRule, base: Base): boolean {
  const known = base[side][rule[side]]
  return known === undefined || sameValue(known, left)
}

/** The value that was there is written once more, as an edit of that side; forced: whatever stands there now. */
export function putBack(one: Overwriting, isForced: boolean): Decision {
  return setting(one, 'put-back', isForced ? {} : { [one.side]: one.left })
}

/** The write is undone, and the two sides stay apart; not where either of them has been edited since. */
export function undone(one: Overwriting): Decision {
  const other = one.from === undefined ? {} : { [otherSide(one.side)]: one.from }
  return setting(one, 'undone', { [one.side]: one.left, ...other })
}

function setting({ side, before }: Overwriting, why: SetReason, about: Fields): Decision {
  return { choice: { is: 'set', side, value: before, why }, about }
}
