import sanitize from 'sanitize-html'
import { unescaped } from './literal-text.ts'

/**
 * How many characters are read as markup. Longer ones, which no vendor of ours takes, are read as bare letters: reading
 * deeply nested HTML or Markdown takes time that grows with the square of its length.
 */
export const richAtMost = 100_000

/** Formatting that means something; whatever else stands in HTML (scripts, styles, handlers, colours) is left out. */
const options: sanitize.IOptions = {
  allowedTags: [
    ...['p', 'div', 'br', 'hr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'blockquote', 'pre'],
    ...['strong', 'em', 's', 'u', 'sub', 'sup', 'mark', 'code', 'a', 'img'],
    ...['table', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td', 'caption'],
  ],
  allowedAttributes: { a: ['href'], img: ['src', 'alt'], ol: ['start'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'xmp', 'title', 'template'],
  transformTags: {
    b: 'strong',
    i: 'em',
    strike: 's',
    del: 's',
    ins: 'u',
    tt: 'code',
    kbd: 'code',
    samp: 'code',
  },
  nestingLimit: 100,
}

/** Pictures inside the text itself; they have no counterpart, and no address that anybody could follow. */
const inlineData = /\bdata:[a-z]+\/[a-z0-9.+-]+;base64,[A-Za-z0-9+/=%]*/gi

/** Any number of them costs next to nothing, so that they do not make a text too long to be read as markup. */
export function withoutInlineData(html: string): string {
  return html.includes('base64,') ? html.replace(inlineData, 'data:,') : html
}

/** The HTML without anything that could run, load or dress up; the same HTML in whatever form comes out alike. */
export function cleanHtml(html: string): string {
  return sanitize(withoutInlineData(html), options)
}

const blockEnd =
  /(?<=<\/(?:p|div|h[1-6]|li|ul|ol|pre|blockquote|tr|table)>|<(?:br|hr) \/>|<(?:ul|ol|table|tr)>)/

/** The cleaned HTML, cut where its blocks end. */
export function blocksOf(html: string): readonly string[] {
  return cleanHtml(html).split(blockEnd)
}

/** Text with its entities (`&eacute;`) as letters. It holds no tags. */
export function decoded(text: string): string {
  return unescaped(sanitize(text, { allowedTags: [], allowedAttributes: {} }))
}
