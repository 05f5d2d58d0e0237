import type { FieldVerdict } from './merge.ts'
import type { FieldRule } from './policy.ts'
import type { Fields, Value } from './value.ts'

/** Marks a copy to the pm side that opens a closed row again, so that rules need not know words. `pm` is that row now. */
export function noteReopening(rule: FieldRule, verdict: FieldVerdict, pm: Fields): FieldVerdict {
  if (verdict.is !== 'copy' || verdict.to !== 'pm' || !rule.closed) return verdict
  const reopens = isClosed(rule.closed, pm, pm[rule.pm]) && !rule.closed.includes(verdict.value)
  return reopens ? { ...verdict, reopens: true } : verdict
}

/** The connector's own `closed` flag knows better than the words of the mapping. */
function isClosed(words: readonly Value[], row: Fields, shown: Value | undefined): boolean {
  if (typeof row.closed === 'boolean') return row.closed
  return shown !== undefined && words.includes(shown)
}
