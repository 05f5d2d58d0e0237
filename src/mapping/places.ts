import type { Node } from 'yaml'
import { isMap, isNode, isScalar, isSeq, type LineCounter } from 'yaml'
import type { Problem, ProblemCode } from './problems.ts'
import { advice } from './problems.ts'

/** The way to a value: `['tasks', 'fields', 0, 'flow']`. */
export type Path = readonly (string | number)[]

/** Where the keys and values of one file stand. A path that is not in the file stands where its last known part does. */
export interface Places {
  readonly file: string
  problem(code: ProblemCode, at: Path, of: 'key' | 'value', message: string): Problem
}

interface Spot {
  readonly key: Node | null
  readonly value: Node | null
}

export function placesOf(file: string, root: Node | null, lines: LineCounter): Places {
  return {
    file,
    problem: (code, at, of, message) => {
      const spot = spotAt(root, at)
      return problemAt(
        file,
        lines,
        offsetOf(of === 'key' ? [spot.key, spot.value] : [spot.value, spot.key]),
        code,
        message,
      )
    },
  }
}

/** A problem at an offset of the text. */
export function problemAt(
  file: string,
  lines: LineCounter,
  offset: number,
  code: ProblemCode,
  message: string,
): Problem {
  const { line, col } = lines.linePos(offset)
  return { file, line: Math.max(1, line), column: Math.max(1, col), code, message, advice: advice[code] }
}

function spotAt(root: Node | null, path: Path): Spot {
  let spot: Spot = { key: null, value: root }
  for (const step of path) {
    const next = stepInto(spot.value, step)
    if (next === null) return spot
    spot = next
  }
  return spot
}

function stepInto(node: Node | null, step: string | number): Spot | null {
  if (isSeq(node)) {
    const item = node.items[Number(step)]
    return isNode(item) ? { key: null, value: item } : null
  }
  if (!isMap(node)) return null
  const pair = node.items.find(candidate => keyText(candidate.key) === String(step))
  if (!pair) return null
  return { key: isNode(pair.key) ? pair.key : null, value: isNode(pair.value) ? pair.value : null }
}

function keyText(key: unknown): string {
  return isScalar(key) && key.value !== null ? String(key.value) : ''
}

/** An empty value (`crm:` and nothing after it) takes up no room, so its key is shown instead. */
function offsetOf(nodes: readonly (Node | null)[]): number {
  const ranges = nodes.flatMap(node => (node?.range ? [node.range] : []))
  return (ranges.find(([start, end]) => end > start) ?? ranges[0])?.[0] ?? 0
}
