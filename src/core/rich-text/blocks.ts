import { closeItem, closeList, openItem, openList } from './lists.ts'
import { fenceFor } from './marks.ts'
import { addLineEnd, addText, endLine, type Page } from './page.ts'
import { enter, print, space } from './sheet.ts'

interface Block {
  /** `start` is the number of a list's first item. */
  open(page: Page, start: number): void
  close?(page: Page): void
}

/** What the tags do to a page; tags without an entry are no blocks. */
const blocks: Readonly<Record<string, Block>> = {
  br: { open: addLineEnd },
  p: apart(2),
  table: apart(2),
  ...Object.fromEntries(['div', 'tr', 'thead', 'tbody', 'tfoot', 'caption'].map(tag => [tag, apart(1)])),
  ...Object.fromEntries([1, 2, 3, 4, 5, 6].map(level => [`h${level}`, heading(level)])),
  td: { open: openCell },
  th: { open: openCell },
  ul: { open: page => openList(page, false, 1), close: closeList },
  ol: { open: (page, start) => openList(page, true, start), close: closeList },
  li: { open: openItem, close: closeItem },
  blockquote: { open: openQuote, close: closeQuote },
  pre: { open: openCode, close: closeCode },
  hr: { open: ruleOff },
}

/** Within code only the letters count. */
export function openBlock(page: Page, tag: string, start: number): void {
  const block = Object.hasOwn(blocks, tag) ? blocks[tag] : undefined
  if (page.code === null || tag === 'br') block?.open(page, start)
}

/** The end of a tag, as far as it concerns blocks. */
export function closeBlock(page: Page, tag: string): void {
  const block = Object.hasOwn(blocks, tag) ? blocks[tag] : undefined
  if (page.code === null || tag === 'pre') block?.close?.(page)
}

function apart(gap: number): Block {
  const turn = (page: Page) => {
    endLine(page)
    space(page.sheet, gap)
  }
  return { open: turn, close: turn }
}

function heading(level: number): Block {
  const { open } = apart(2)
  return {
    open(page) {
      open(page, 1)
      page.heading = level
    },
    close(page) {
      endLine(page)
      page.heading = 0
      space(page.sheet, 2)
    },
  }
}

/** Cells of plain words stand in one line. */
function openCell(page: Page): void {
  if (page.runs.some(run => run !== null && run.text.trim() !== '')) addText(page, ' | ', [])
}

function openQuote(page: Page): void {
  endLine(page)
  space(page.sheet, 2)
  enter(page.sheet, '> ', '> ')
}

function closeQuote(page: Page): void {
  endLine(page)
  page.sheet.frames.pop()
  space(page.sheet, 2)
}

function openCode(page: Page): void {
  endLine(page)
  space(page.sheet, 2)
  page.code = ''
}

function closeCode(page: Page): void {
  const code = (page.code ?? '').replace(/^\r?\n/, '').trimEnd()
  page.code = null
  if (code === '') return
  const fence = fenceFor(code, 3)
  for (const line of [fence, ...code.split(/\r?\n/), fence]) print(page.sheet, line)
  space(page.sheet, 2)
}

function ruleOff(page: Page): void {
  endLine(page)
  space(page.sheet, 2)
  print(page.sheet, '---')
  space(page.sheet, 2)
}
