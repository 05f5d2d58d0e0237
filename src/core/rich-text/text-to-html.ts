import MarkdownIt from 'markdown-it'
import { cleanHtml, richAtMost } from './clean-html.ts'
import { htmlToText } from './html-to-text.ts'
import { escaped, literalHtml, literalText, tidyText } from './literal-text.ts'
import { lettersOf } from './marks.ts'

/**
 * Text as HTML. The signs that people use anyway become formatting; what would lose a letter by it (quotations nested
 * without end, lists with numbers of their own) is shown letter by letter instead.
 */
export function textToHtml(text: string): string {
  const tidy = tidyText(text)
  if (tidy.length > richAtMost) return literalHtml(tidy)
  const html = cleanHtml(markdown.render(tidy).replaceAll('\n', ''))
  if (html.length > richAtMost) return literalHtml(tidy)
  const shown = htmlToText(html)
  const isWhole = lettersIn(shown) === lettersIn(tidy) && (shown !== '' || literalText(tidy) === '')
  return isWhole ? html : literalHtml(tidy)
}

/** Signs that plain text has for other reasons are left alone: indents, rulers under a line, `\\server`, `&copy;`. */
const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true }).disable([
  ...['code', 'lheading', 'reference', 'table', 'html_block'],
  ...['escape', 'entity', 'html_inline'],
])
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false })
markdown.normalizeLink = url => url

/** A line end within code has to be a tag: vendors take bare ones for blanks. */
markdown.renderer.rules.fence = (tokens, at) => {
  const code = (tokens[at]?.content ?? '').replace(/\n$/, '')
  return `<pre><code>${escaped(code).replaceAll('\n', '<br>')}</code></pre>`
}

/** `2*3*4` is a product. */
markdown.inline.ruler.before('emphasis', 'product', (state, silent) => {
  if (!/^[\p{L}\p{N}]\*[\p{L}\p{N}]/u.test(state.src.slice(Math.max(0, state.pos - 1), state.pos + 2)))
    return false
  if (!silent) state.pending += '*'
  state.pos += 1
  return true
})

/** What no conversion may lose: letters and digits, however an address writes them. The name of a code's language may go. */
function lettersIn(text: string): string {
  return text
    .replace(/^([ >]*```+) ?[\w+#.-]{0,20} *$/gm, '$1')
    .replace(/(%[0-9a-f]{2})+/gi, lettersOf)
    .replace(/[^\p{L}\p{N}]+/gu, '')
}
