import { type Content, type Html, html } from '../html.ts'
import { icon } from './icon.ts'

/** A link to a vendor's own screen. An address that is none of the web is not linked. */
export function outside(url: string | null | undefined, words: Content): Html {
  if (!url || !/^https?:\/\//i.test(url)) return html`${words}`
  return html`<a href="${url}" rel="noreferrer" target="_blank">${words} ${icon('outside')}<span class="visually-hidden"> (opens in a new tab)</span></a>`
}
