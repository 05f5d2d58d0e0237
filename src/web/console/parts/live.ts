import type { Topic } from '../../../store/pulse.ts'
import { type Content, type Html, html } from '../html.ts'

/** Says that a request is made by a page itself, so that a session does not last because a page is left open. */
export const byItself = 'baton-live'

/** Where pages hear what has moved. */
export const livePath = '/live'

interface LivePart {
  readonly id: string
  /** The page it is a part of, as it was asked for. */
  readonly url: string
  /** It is asked for again when something of these moves. */
  readonly topics: readonly Topic[]
  readonly content: Content
  /** True: the whole page follows, because more changes with it. */
  readonly leads?: boolean
}

/** A part of a page that follows what happens. Without scripts it shows how things were when the page was opened. */
export function live({ id, url, topics, content, leads = false }: LivePart): Html {
  const target = leads
    ? html`hx-target="#main" hx-swap="innerMorph"`
    : html`hx-select="#${id}" hx-swap="outerMorph"`
  return html`<div id="${id}" data-live="${topics.join(' ')}" hx-get="${url}" hx-trigger="live" ${target} hx-headers="${JSON.stringify({ [byItself]: '1' })}"${leads && html` aria-live="polite"`}>${content}</div>`
}
