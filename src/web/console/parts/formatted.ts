import { raw } from 'hono/html'
import { pageHtml } from '../../../core/rich-text/page-html.ts'
import { type Html, html } from '../html.ts'

/** A text with the formatting that people give it: bold, lists, links. Whatever else it holds is shown as letters. */
export function formatted(text: string): Html {
  return html`<div class="formatted">${raw(pageHtml(text))}</div>`
}
