import { type Html, html } from '../html.ts'
import { icon } from './icon.ts'

/** This page's address with some of its query changed; null takes a part out. */
export function urlWith(url: string, change: Readonly<Record<string, string | null>>): string {
  const [path = '/', query = ''] = url.split('?')
  const params = new URLSearchParams(query)
  for (const [name, value] of Object.entries(change))
    if (value === null || value === '') params.delete(name)
    else params.set(name, value)
  const text = params.toString()
  return text === '' ? path : `${path}?${text}`
}

/** The way to the next page of a list, and to its first one. Lists are read on by where they ended, not by number. */
export function pager(url: string, next: string | null): Html {
  const isFirst = !new URLSearchParams(url.split('?')[1] ?? '').has('after')
  return html`<nav class="d-flex gap-2 justify-content-end p-3" aria-label="Pages of this list">
    ${!isFirst && html`<a class="btn" href="${urlWith(url, { after: null })}">First page</a>`}
    ${next !== null && html`<a class="btn" href="${urlWith(url, { after: next })}" data-key="n" aria-keyshortcuts="n">Next page ${icon('next')}</a>`}
  </nav>`
}
