import type { Form } from '../lenses/rich-text.ts'
import { blocksOf, cleanHtml } from '../rich-text/clean-html.ts'
import { htmlToText } from '../rich-text/html-to-text.ts'
import { escaped } from '../rich-text/literal-text.ts'
import { textToHtml } from '../rich-text/text-to-html.ts'
import type { Value } from '../value.ts'
import { type Byline, linesOfByline, readByline } from './byline.ts'

/** A comment's text as its copy shows it: the byline is presentation, and never part of the text. */
export function signed(form: Form, text: Value, byline: Byline): string {
  const [first = '', ...files] = linesOfByline(byline)
  const own = lettersOf(text)
  if (form === 'html') return `<p>${escaped(first)}</p>${files.map(textToHtml).join('')}${own}`
  const lines = [first, ...files]
  return [...lines, ...(own.trim() === '' ? [] : ['', own])].join('\n')
}

/** The text of a copy without its byline; a text that does not begin with one is left as it is. */
export function unsigned(form: Form, shown: Value): Value {
  const read = readByline(linesOf(form, shown))
  if (!read) return shown
  const rest = read.rest.join('\n')
  if (rest.trim() === '') return null
  return form === 'html' ? (withoutFirstBlocks(lettersOf(shown)) ?? textToHtml(rest)) : rest
}

/** The HTML after the blocks that hold the byline, however a vendor wrapped them; null where it is woven into the text. */
function withoutFirstBlocks(html: string): string | null {
  const blocks = blocksOf(html)
  for (let end = 1; end <= Math.min(blocks.length, mostBlocks); end += 1) {
    const read = readByline(htmlToText(blocks.slice(0, end).join('')).split('\n'))
    if (read?.isWhole && read.rest.length === 0) return cleanHtml(blocks.slice(end).join(''))
  }
  return null
}

/** Wrappings around it and files in it, each a block. */
const mostBlocks = 30

/** What the first line of a text says, where it is a byline. */
export function bylineOf(form: Form, shown: Value) {
  return readByline(linesOf(form, shown))?.said ?? null
}

function linesOf(form: Form, value: Value): readonly string[] {
  const text = lettersOf(value)
  return (form === 'html' ? htmlToText(text) : text).split(/\r\n?|\n/)
}

function lettersOf(value: Value): string {
  return value === null ? '' : String(value)
}
