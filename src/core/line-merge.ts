import { diffIndices } from 'node-diff3'
import { sameValue } from './value.ts'

/** Longer texts are not compared line by line: the time it takes grows with the square of their length. */
const mostLines = 2_000

/** Lines `from` up to `to` of the common past, and what one side made of them. */
interface Hunk {
  readonly from: number
  readonly to: number
  readonly lines: readonly string[]
}

/**
 * Three-way: the edits of both sides in one text. Null where both edited the same line in different ways, or put
 * different lines at the same place: that is for a person, or the mapping, to decide.
 */
export function mergeLines(
  past: readonly string[],
  crm: readonly string[],
  pm: readonly string[],
): readonly string[] | null {
  if (Math.max(past.length, crm.length, pm.length) > mostLines) return null
  const merged: string[] = []
  let at = 0
  let last: Hunk | null = null
  for (const hunk of inOrder([...hunksOf(past, crm), ...hunksOf(past, pm)])) {
    if (last && isSame(last, hunk)) continue
    if (last && doClash(last, hunk)) return null
    merged.push(...past.slice(at, hunk.from), ...hunk.lines)
    at = hunk.to
    last = hunk
  }
  return [...merged, ...past.slice(at)]
}

/** Lines that were replaced by as many others are edits of their own, one each. */
function hunksOf(past: readonly string[], now: readonly string[]): readonly Hunk[] {
  return diffIndices([...past], [...now]).flatMap(({ buffer1: [from, length], buffer2Content: lines }) =>
    lines.length === length
      ? lines.map((line, at) => ({ from: from + at, to: from + at + 1, lines: [line] }))
      : [{ from, to: from + length, lines }],
  )
}

/** What is put before a line comes before what becomes of that line. */
function inOrder(hunks: readonly Hunk[]): readonly Hunk[] {
  return [...hunks].sort((a, b) => a.from - b.from || a.to - b.to)
}

/** Edits of the same lines; or edits that touch, where it is not plain which of their lines comes first. */
function doClash(first: Hunk, next: Hunk): boolean {
  if (next.from < first.to) return true
  return next.from === first.to && !isOneForOne(first) && !isOneForOne(next)
}

function isOneForOne(hunk: Hunk): boolean {
  return hunk.to - hunk.from === hunk.lines.length
}

function isSame(a: Hunk, b: Hunk): boolean {
  return a.from === b.from && a.to === b.to && sameValue(a.lines, b.lines)
}
