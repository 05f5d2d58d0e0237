import sanitize from 'sanitize-html'
import { textToHtml } from './text-to-html.ts'

/** What may stand in a page of ours: nothing that loads, runs, dresses up, or heads the page itself. */
const options: sanitize.IOptions = {
  allowedTags: [
    ...['p', 'br', 'hr', 'ul', 'ol', 'li', 'blockquote', 'pre'],
    ...['strong', 'em', 's', 'u', 'code', 'a'],
  ],
  allowedAttributes: { a: ['href', 'rel'], ol: ['start'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  transformTags: {
    a: (_, { href = '' }) => linkTo(href),
    img: (_, { src = '', alt = '' }) => ({ ...linkTo(src), text: alt || 'picture' }),
    ...Object.fromEntries(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map(tag => [tag, 'p'])),
  },
}

/** Only a whole address is one: what is relative would lead into Baton itself. */
function linkTo(address: string): sanitize.Tag {
  const isWhole = /^(https?:\/\/|mailto:)/i.test(address)
  return { tagName: 'a', attribs: isWhole ? { href: address, rel: 'noopener noreferrer nofollow' } : {} }
}

/** A text that anybody may have written, with its formatting, as HTML that is safe in a page of ours. */
export function pageHtml(text: string): string {
  return sanitize(textToHtml(text), options)
}
