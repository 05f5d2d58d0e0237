import { type Html, html } from '../html.ts'
import type { Field } from './form.ts'

/** What a list is narrowed down by. Changes show at once with a script, and with the button without one. */
export function filters(
  url: string,
  fields: readonly Field[],
  kept: Readonly<Record<string, string>> = {},
): Html {
  const hidden = Object.entries(kept).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  const [path = '/'] = url.split('?')
  return html`<form method="get" class="filters" role="search" hx-get="${path}" hx-target="#main" hx-swap="innerMorph" hx-push-url="true" hx-trigger="input delay:300ms, submit" hx-sync="this:replace">
    ${hidden}${fields.map(one => filter(one))}
    <noscript><button class="btn">Show</button></noscript>
  </form>`
}

/** The field to look in a list by a part of what its rows are called. */
export function searchBy(what: 'name' | 'title', value: string): Field {
  return {
    name: 'search',
    label: `Search by ${what}`,
    kind: 'search',
    value,
    placeholder: `Part of a ${what} ( / )`,
  }
}

function filter({ name, label, options, kind, value = '', placeholder = '' }: Field): Html {
  if (options)
    return html`<label class="filter"><span class="visually-hidden">${label}</span><select class="form-select" name="${name}">${options.map(
      ([one, words]) => html`<option value="${one}"${one === value && html` selected`}>${words}</option>`,
    )}</select></label>`
  if (kind === 'date')
    return html`<label class="filter d-flex align-items-center gap-2">${label}<input class="form-control" type="date" name="${name}" value="${value}"></label>`
  return html`<label class="filter filter-wide"><span class="visually-hidden">${label}</span><input class="form-control" type="search" name="${name}" value="${value}" placeholder="${placeholder}" data-key="/"></label>`
}
