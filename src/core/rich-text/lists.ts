import { endLine, type List, type Page } from './page.ts'
import { enter, leave, space } from './sheet.ts'

/** A list of its own keeps its distance; one within an item follows on the next line, where readers take it for one. */
export function openList(page: Page, isNumbered: boolean, next: number): void {
  endLine(page)
  const outer = page.lists.at(-1)
  const isBelow = outer !== undefined && !outer.isInItem && outer.width > 0
  if (outer === undefined || (isNumbered && next !== 1)) space(page.sheet, 2)
  else page.sheet.gap = Math.min(page.sheet.gap, 1)
  if (isBelow) enterUsed(page, outer)
  page.lists.push({ isNumbered, isBelow, next, width: 0, isInItem: false })
}

/** The list stands below an item whose marker is written already. */
function enterUsed(page: Page, { width }: List): void {
  page.sheet.frames.push({ first: '', rest: ' '.repeat(width), isUsed: true })
}

/** What follows a list would be taken for its last item, so it keeps its distance. */
export function closeList(page: Page): void {
  endLine(page)
  if (page.lists.pop()?.isBelow) page.sheet.frames.pop()
  space(page.sheet, 2)
}

/** An item outside of any list is one all the same. */
export function openItem(page: Page): void {
  endLine(page)
  const list = page.lists.at(-1)
  if (list && list.width > 0) page.sheet.gap = 1
  const marker = list?.isNumbered ? `${list.next++}. ` : '- '
  enter(page.sheet, marker, ' '.repeat(marker.length))
  if (list) Object.assign(list, { width: marker.length, isInItem: true })
}

/** Items follow each other line by line, however far apart their HTML sets them. */
export function closeItem(page: Page): void {
  endLine(page)
  leave(page.sheet)
  page.sheet.gap = 1
  const list = page.lists.at(-1)
  if (list) list.isInItem = false
}
