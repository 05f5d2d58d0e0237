import { type Content, type Html, html } from '../html.ts'

/** Where a list would be: why there is nothing, and what to do next. */
export function empty(title: string, hint: Content, next: Content = null): Html {
  return html`<div class="empty-hint">
    <p class="h3">${title}</p>
    <p class="text-secondary">${hint}</p>
    ${next && html`<p>${next}</p>`}
  </div>`
}
