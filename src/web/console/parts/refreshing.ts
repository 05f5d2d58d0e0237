import { type Content, type Html, html } from '../html.ts'

/** Something that is under way: asked for again every second while it is, and then no longer. */
export function refreshing(id: string, url: string, content: Content): Html {
  return html`<div id="${id}" hx-get="${url}" hx-trigger="every 1s" hx-target="#main" hx-swap="innerMorph" aria-live="polite">${content}</div>`
}
