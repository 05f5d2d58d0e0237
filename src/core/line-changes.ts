import { diffIndices } from 'node-diff3'

/** A line of two texts beside each other: in both, or only in the one before or after. */
export interface LineChange {
  readonly is: 'same' | 'gone' | 'new'
  readonly line: string
}

/** What became of a text, line by line. */
export function lineChanges(before: string, after: string): readonly LineChange[] {
  const [old, young] = [before.split('\n'), after.split('\n')]
  const lines: LineChange[] = []
  let at = 0
  for (const {
    buffer1: [from, count],
    buffer2Content,
  } of diffIndices(old, young)) {
    lines.push(...marked('same', old.slice(at, from)), ...marked('gone', old.slice(from, from + count)))
    lines.push(...marked('new', buffer2Content))
    at = from + count
  }
  return [...lines, ...marked('same', old.slice(at))]
}

function marked(is: LineChange['is'], lines: readonly string[]): LineChange[] {
  return lines.map(line => ({ is, line }))
}
