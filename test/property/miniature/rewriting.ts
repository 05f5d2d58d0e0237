import type { Value } from '../../../src/core/value.ts'

/** What a vendor makes of the values it is given. Doing it twice is doing it once. */
export type Rewriting = 'as-is' | 'trimmed' | 'upper' | 'lower' | 'cut' | 'whole' | 'halves' | 'as-text'

export const rewritingsOfText: readonly Rewriting[] = ['as-is', 'trimmed', 'upper', 'lower', 'cut']
export const rewritingsOfNumbers: readonly Rewriting[] = ['as-is', 'whole', 'halves', 'as-text']

const ofText: Readonly<Partial<Record<Rewriting, (text: string) => string>>> = {
  trimmed: text => text.trim(),
  upper: text => text.toUpperCase(),
  lower: text => text.toLowerCase(),
  cut: text => text.slice(0, 3),
}

const ofNumbers: Readonly<Partial<Record<Rewriting, (number: number) => Value>>> = {
  whole: number => Math.round(number),
  halves: number => Math.round(number * 2) / 2,
  'as-text': number => String(number),
}

export function rewrite(how: Rewriting | undefined, value: Value): Value {
  if (how === undefined) return value
  if (typeof value === 'string') return ofText[how]?.(value) ?? value
  return typeof value === 'number' ? (ofNumbers[how]?.(value) ?? value) : value
}
