import { type Html, html } from '../html.ts'

export interface Tab {
  readonly words: string
  readonly url: string
  readonly isHere: boolean
  /** How many there are; left out where nobody counted. */
  readonly count?: number | undefined
}

/** Lists that belong together, one of them open. */
export function tabs(label: string, all: readonly Tab[]): Html {
  return html`<nav class="mb-3" aria-label="${label}"><ul class="nav nav-pills gap-1">${all.map(
    ({ words, url, isHere, count }) =>
      html`<li class="nav-item"><a class="nav-link${isHere && ' active'}" href="${url}"${isHere && html` aria-current="page"`}>${words}${
        count !== undefined && html`<span class="ms-2 count">${count.toLocaleString('en')}</span>`
      }</a></li>`,
  )}</ul></nav>`
}
