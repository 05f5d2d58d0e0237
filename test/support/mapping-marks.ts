import type { Problem } from '../../src/mapping/problems.ts'

/** A problem at its place, as one line that a failing test shows well. */
function placed(problem: Pick<Problem, 'line' | 'column' | 'code'>): string {
  return `${problem.line}:${problem.column} ${problem.code}`
}

/**
 * The problems a text says it has, each on its own line: `flow: sideways #! mapping/wrong-value at sideways`.
 * The word after `at` tells the column; it is looked for from the left, in front of the mark. No word: column 1.
 */
export function marked(text: string): readonly string[] {
  return text
    .split('\n')
    .flatMap((content, at) => {
      const [before = '', marks] = content.split('#!')
      return (marks?.split(',') ?? []).map(mark => {
        const [code = '', word = ''] = mark.trim().split(' at ')
        const column = before.indexOf(word) + 1
        if (column === 0) throw new Error(`line ${at + 1} does not hold "${word}"`)
        return `${at + 1}:${column} ${code}`
      })
    })
    .sort(byPlace)
}

function byPlace(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}

/** The problems that were found, in the same form; they come in the order of the file. */
export function found(problems: readonly Problem[]): readonly string[] {
  return problems.map(placed)
}
