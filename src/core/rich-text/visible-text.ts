import { decoded } from './clean-html.ts'
import { literalText } from './literal-text.ts'

const name = /<\/?([a-z][a-z0-9]*)/iy
const lineTags = new Set(
  ['br', 'p', 'div', 'li', 'ul', 'ol', 'tr', 'table', 'hr', 'pre', 'blockquote'].concat(
    [1, 2, 3, 4, 5, 6].map(level => `h${level}`),
  ),
)
const hiddenTags = new Set(['script', 'style', 'textarea', 'noscript', 'title', 'template'])

/** The bare letters and lines of HTML of any length, in one go from left to right. */
export function visibleText(html: string): string {
  const parts: string[] = []
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf('<', at)
    const end = open === -1 ? html.length : open
    parts.push(html.slice(at, end).replace(/[ \t\r\n\f]+/g, ' '))
    const tag = tagAt(html, end)
    parts.push(tag.shows)
    at = tag.end
  }
  return literalText(decoded(parts.join('')))
}

interface Tag {
  readonly shows: string
  readonly end: number
}

function tagAt(html: string, at: number): Tag {
  if (html.startsWith('<!--', at)) return { shows: '', end: after(html, '-->', at + 4) }
  if (html.startsWith('<!', at) || html.startsWith('<?', at))
    return { shows: '', end: after(html, '>', at + 2) }
  name.lastIndex = at
  const tag = name.exec(html)?.[1]?.toLowerCase()
  if (tag === undefined) return { shows: html[at] === '<' ? '&lt;' : '', end: at + 1 }
  const end = endOfTag(html, name.lastIndex)
  if (hiddenTags.has(tag) && html[at + 1] !== '/') return { shows: '', end: endOfHidden(html, tag, end) }
  return { shows: lineTags.has(tag) ? '\n' : '', end }
}

/** Behind the `>` of a tag; one within a quoted value does not count. */
function endOfTag(html: string, from: number): number {
  let isValue = false
  for (let at = from; at < html.length; at++) {
    const letter = html[at] ?? ''
    if (letter === '>') return at + 1
    if (isValue && (letter === '"' || letter === "'")) at = after(html, letter, at + 1) - 1
    isValue = letter === '=' || (isValue && /\s/.test(letter))
  }
  return html.length
}

function endOfHidden(html: string, tag: string, from: number): number {
  const close = new RegExp(`</${tag}`, 'gi')
  close.lastIndex = from
  return close.test(html) ? after(html, '>', close.lastIndex) : html.length
}

function after(html: string, text: string, from: number): number {
  const at = html.indexOf(text, from)
  return at === -1 ? html.length : at + text.length
}
