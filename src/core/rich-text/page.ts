import { printLine, type Run } from './print-line.ts'
import { openSheet, print, type Sheet, space } from './sheet.ts'

/** A list whose items are being written. */
export interface List {
  readonly isNumbered: boolean
  /** It stands beside the items of another list, where it belongs below the last of them. */
  readonly isBelow: boolean
  next: number
  /** The width of its last marker; 0: it has no item yet. */
  width: number
  isInItem: boolean
}

/** A text in the making: what is written down, and the line that is being gathered. */
export interface Page {
  readonly sheet: Sheet
  readonly lists: List[]
  /** `null` is a line end. */
  runs: (Run | null)[]
  /** The letters of a block of code, as they stand; null: outside of one. */
  code: string | null
  heading: number
}

/** An empty page. */
export function openPage(): Page {
  return { sheet: openSheet(), lists: [], runs: [], code: null, heading: 0 }
}

/** Letters; outside of code any number of blanks is one. */
export function addText(page: Page, text: string, marks: readonly string[]): void {
  if (page.code !== null) page.code += text
  else page.runs.push({ text: text.replace(/\s+/g, ' '), marks })
}

/** A line end that stands in the HTML. */
export function addLineEnd(page: Page): void {
  if (page.code !== null) page.code += '\n'
  else page.runs.push(null)
}

/** Writes down what was gathered. A line end that nothing follows shows nothing; an empty line shows as one. */
export function endLine(page: Page): void {
  const lines = linesOf(page.runs).map(printLine)
  page.runs = []
  if (lines.length > 1 && lines.at(-1) === '') lines.pop()
  else if (lines.length === 1 && lines[0] === '') return
  if (page.heading > 0) print(page.sheet, `${'#'.repeat(page.heading)} ${lines.join(' ').trim()}`)
  else for (const line of lines) printOrSpace(page.sheet, line)
}

/** Everything that was written down. */
export function textOf(page: Page): string {
  endLine(page)
  return page.sheet.lines.join('\n').trim()
}

function printOrSpace(sheet: Sheet, line: string): void {
  if (line === '') space(sheet, 2)
  else print(sheet, line)
}

function linesOf(runs: readonly (Run | null)[]): readonly (readonly Run[])[] {
  const lines: Run[][] = [[]]
  for (const run of runs) {
    if (run === null) lines.push([])
    else lines.at(-1)?.push(run)
  }
  return lines
}
