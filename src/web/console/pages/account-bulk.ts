import { accountsAccept } from '../../../engine/verbs/accounts-accept.ts'
import { type Html, html } from '../html.ts'
import type { Visit } from '../page.ts'
import { button, postForm } from '../parts/form.ts'
import type { AccountListName } from './accounts.ts'

/** What can be done with many rows at once, and the keys that work here. */
export function accountBulk(
  list: AccountListName,
  rows: number,
  visit: Visit<{ readonly mapping: string }>,
): Html | null {
  if (rows === 0 || !visit.may(accountsAccept)) return null
  const fields = { mapping: visit.query.mapping }
  const all = html`<label class="form-check mb-0"><input class="form-check-input" type="checkbox" data-select-all form="bulk"><span class="form-check-label">All on this page</span></label>`
  const body = html`${all}<span class="text-secondary"><span data-selected>0</span> ticked:</span>${many(list)}`
  return html`<div class="d-flex gap-3 flex-wrap align-items-center mb-3">
    ${postForm({ do: null, id: 'bulk', selects: true, lively: visit.url, fields, class: 'answers align-items-center', body })}
    ${list === 'suggested' && sure(visit)}
    <span class="text-secondary small keys">Keys: <kbd>j</kbd> <kbd>k</kbd> move, <kbd>↵</kbd> link, <kbd>x</kbd> tick, <kbd>u</kbd> undo</span>
  </div>`
}

function many(list: AccountListName): Html {
  const make = (name: string, words: string) => button({ do: name, words, needsSelection: true })
  if (list === 'mapped' || list.startsWith('ignored')) return make('undo', 'Undo them')
  if (list === 'suggested')
    return html`${make('accept', 'Link with the best')}${make('ignore', 'Not the same')}`
  return html`${make('create', 'Create counterparts')}${make('ignore', 'Ignore them')}`
}

/** All that are sure enough and in nobody else's way. */
function sure(visit: Visit<{ readonly mapping: string }>): Html {
  const scores = [0.95, 0.9, 0.85, 0.8].map(
    one => html`<option value="${one}">${Math.round(one * 100)} % alike</option>`,
  )
  const body = html`<label class="text-nowrap" for="score">Link all at least</label><select class="form-select w-auto" id="score" name="score">${scores}</select>${button({ words: 'Link' })}`
  return postForm({
    do: 'accept-sure',
    fields: { mapping: visit.query.mapping },
    lively: visit.url,
    confirm: 'Link all that are at least so alike, and the only ones for each other? It can be undone.',
    class: 'answers align-items-center',
    body,
  })
}
