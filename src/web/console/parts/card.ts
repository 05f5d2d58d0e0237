import { type Content, type Html, html } from '../html.ts'

export interface Card {
  readonly title?: string
  /** Beside the title: a link, a button, a state. */
  readonly aside?: Content
  readonly body: Content
  /** True: the body brings its own edges, as tables do. */
  readonly flush?: boolean
  readonly id?: string
}

/** A part of a page with a title of its own. */
export function card({ title, aside, body, flush = false, id }: Card): Html {
  const head = title
    ? html`<div class="card-header"><h2 class="card-title">${title}</h2>${aside && html`<div class="card-actions">${aside}</div>`}</div>`
    : null
  return html`<section class="card mb-3"${id && html` id="${id}"`}>${head}${flush ? body : html`<div class="card-body">${body}</div>`}</section>`
}
