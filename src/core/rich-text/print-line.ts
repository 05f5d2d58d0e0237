import { markdownMark } from './marks.ts'

/** A stretch of one line whose letters all have the same marks, outermost first. */
export interface Run {
  readonly text: string
  readonly marks: readonly string[]
}

/** One line as readable text: `**bold**`, `_leaning_`, `code`, `[words](address)`. */
export function printLine(runs: readonly Run[]): string {
  const printer = openPrinter()
  for (const run of merged(withFreeBlanks(runs.flatMap(edgesApart)))) printer.print(run)
  return printer.end().trim()
}

function edgesApart({ text, marks }: Run): readonly Run[] {
  const core = text.trim()
  if (core === '') return [{ text, marks: [] }]
  const start = text.indexOf(core)
  return [text.slice(0, start), core, text.slice(start + core.length)]
    .filter(piece => piece !== '')
    .map(piece => ({ text: piece, marks: piece === core ? marks : [] }))
}

/** Blanks at the edge of a mark belong outside of it, or no reader takes it for one; between two of a mark, inside. */
function withFreeBlanks(runs: readonly Run[]): readonly Run[] {
  let before: readonly string[] = []
  return runs.map((run, at) => {
    if (run.text.trim() !== '') {
      before = run.marks
      return run
    }
    const after = runs[at + 1]?.marks ?? []
    return { ...run, marks: before.filter(mark => mark !== 'code' && after.includes(mark)) }
  })
}

function merged(runs: readonly Run[]): readonly Run[] {
  const found: Run[] = []
  for (const run of runs) {
    const last = found.at(-1)
    if (last && last.marks.join('\n') === run.marks.join('\n'))
      found[found.length - 1] = { ...last, text: last.text + run.text }
    else found.push(run)
  }
  return found
}

function openPrinter() {
  const line = { mark: '', inner: '', label: '' }
  const open = [line]
  const top = () => open.at(-1) ?? line

  function close(): void {
    const last = open.pop() ?? line
    top().inner += markdownMark(last.mark, last.inner, last.label)
    top().label += last.label
  }

  return {
    print({ text, marks }: Run): void {
      const wanted = marks.filter(mark => mark !== 'code')
      const isKept = open.slice(1).map((one, at) => one.mark === wanted[at])
      const kept = 1 + (isKept.includes(false) ? isKept.indexOf(false) : isKept.length)
      while (open.length > kept) close()
      for (const mark of wanted.slice(open.length - 1)) open.push({ mark, inner: '', label: '' })
      top().inner += marks.includes('code') ? markdownMark('code', text, text) : text
      top().label += text
    },
    end(): string {
      while (open.length > 1) close()
      return line.inner
    },
  }
}
