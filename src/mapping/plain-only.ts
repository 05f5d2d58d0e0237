import type { FieldTest } from '../core/filter.ts'
import type { PairPolicy } from '../core/policy.ts'
import { sides } from '../core/value.ts'
import { type Tools, titled } from './plain-tools.ts'

/** Which rows take part at all. */
export function onlyWords({ only, entity }: PairPolicy, tools: Tools): readonly string[] {
  return sides.flatMap(side => {
    const tests = Object.entries(only[side]).map(([field, test]) =>
      testWords(titled(tools, side, entity[side], field), test),
    )
    if (tests.length === 0) return []
    return [`Of ${tools[side]}, only a ${entity[side]} takes part whose ${tests.join(' and whose ')}.`]
  })
}

function testWords(field: string, { is, in: some, filled }: FieldTest): string {
  if (is !== undefined) return `${field} is ${is}`
  if (some !== undefined) return `${field} is one of ${some.join(', ')}`
  return filled ? `${field} is filled` : `${field} is empty`
}
