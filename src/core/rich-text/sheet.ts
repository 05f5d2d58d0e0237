/** What stands in front of the lines of a list item or a quotation. */
interface Frame {
  readonly first: string
  readonly rest: string
  isUsed: boolean
}

/** Lines that are written down one by one, each within its frames. */
export interface Sheet {
  readonly lines: string[]
  readonly frames: Frame[]
  /** Line ends that are due before the next line: 1, or 2 for an empty line between. */
  gap: number
}

/** An empty sheet. */
export function openSheet(): Sheet {
  return { lines: [], frames: [], gap: 0 }
}

/** Writes one line, with what is due before it and what stands in front of it. */
export function print(sheet: Sheet, text: string): void {
  const { lines, frames } = sheet
  if (lines.length > 0 && sheet.gap === 2)
    lines.push(prefixOf(frames.filter(frame => frame.isUsed)).trimEnd())
  lines.push((prefixOf(frames) + text).trimEnd())
  for (const frame of frames) frame.isUsed = true
  sheet.gap = 1
}

/** Keeps at least so much room before the next line; none between a marker and what it marks. */
export function space(sheet: Sheet, gap: number): void {
  if (sheet.frames.at(-1)?.isUsed !== false) sheet.gap = Math.max(sheet.gap, gap)
}

/** Until `leave`, lines carry this in front: the first of them `first`, all others `rest`. */
export function enter(sheet: Sheet, first: string, rest: string): void {
  sheet.frames.push({ first, rest, isUsed: false })
}

/** A marker with nothing behind it is shown all the same. */
export function leave(sheet: Sheet): void {
  if (sheet.frames.at(-1)?.isUsed === false) print(sheet, '')
  sheet.frames.pop()
}

function prefixOf(frames: readonly Frame[]): string {
  return frames.map(frame => (frame.isUsed ? frame.rest : frame.first)).join('')
}
