import { accountsAccept } from '../../../engine/verbs/accounts-accept.ts'
import type { DeskRow } from '../../../engine/verbs/accounts-list.ts'
import { type Content, type Html, html } from '../html.ts'
import type { Visit } from '../page.ts'
import { button, postForm } from '../parts/form.ts'
import { mark } from '../parts/mark.ts'
import { pairText, rowText } from './account-pair.ts'
import type { AccountListName } from './accounts.ts'
import { clientUrl } from './clients.ts'

type Account = NonNullable<DeskRow['crm']>
type Candidate = NonNullable<DeskRow['candidates']>[number]
type Of = Visit<{ readonly mapping: string }>

/** One row of the match desk: who it is on the left, who it may be on the right, and what can be done. */
export function accountRow(list: AccountListName, row: DeskRow, visit: Of): Html {
  const own = row.crm ?? row.pm
  const name = own?.name ?? own?.id ?? ''
  const may = visit.may(accountsAccept)
  const ticked = tickValue(list, row)
  const tick = html`<input class="form-check-input" type="checkbox" form="bulk" name="${ticked?.name}" value="${ticked?.value}" data-row data-key="x" aria-label="Tick ${name}">`
  return html`<section class="card desk-row" data-line aria-label="${name}">
    <div class="desk-tick">${may && ticked && tick}</div>
    <div class="desk-own">${account(own, row.crm ? 'CRM' : 'Project tool')}</div>
    <div class="desk-other">${others(list, row, visit)}</div>
    <div class="desk-acts">${may && acts(list, row, visit)}</div>
  </section>`
}

function tickValue(list: AccountListName, { crm, pm, candidates }: DeskRow) {
  if (list === 'mapped') return crm?.id && pm?.id ? { name: 'pair', value: pairText(crm.id, pm.id) } : null
  const [best] = candidates ?? []
  if (list === 'suggested' && crm?.id && best?.id) return { name: 'pair', value: pairText(crm.id, best.id) }
  const own = crm?.id ? rowText('crm', crm.id) : pm?.id ? rowText('pm', pm.id) : null
  return own === null ? null : { name: 'row', value: own }
}

function account(of: Account | null, where: string): Html | null {
  if (!of) return null
  return html`<div><span class="text-secondary small">${where}</span><div class="fw-bold value">${of.name ?? 'without a name'}</div>${factList(of.facts)}</div>`
}

function factList(facts: Account['facts']): Html | null {
  const known = Object.entries(facts ?? {})
  if (known.length === 0) return null
  return html`<dl class="desk-facts">${known.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`
}

function others(list: AccountListName, { crm, pm, origin, candidates = [] }: DeskRow, visit: Of): Content {
  if (crm && pm)
    return html`${account(pm, 'Project tool')}${mark('good', origin ?? 'linked')} ${crm.id && html`<a class="ms-2" href="${clientUrl(visit.query.mapping, crm.id)}">Deals and projects</a>`}`
  if (candidates.length === 0)
    return html`<span class="text-secondary">${list.startsWith('only') ? 'nobody that resembles it' : ''}</span>`
  return html`<ol class="desk-candidates">${candidates.map((one, at) => html`<li>${candidate(one, at, crm ?? pm, crm ? 'crm' : 'pm', visit)}</li>`)}</ol>`
}

function candidate(one: Candidate, at: number, own: Account | null, side: 'crm' | 'pm', visit: Of): Html {
  const [crm, pm] = side === 'crm' ? [own?.id, one.id] : [one.id, own?.id]
  const key = at === 0 ? 'Enter 1' : at < 9 ? String(at + 1) : undefined
  const words = html`Link ${at < 9 && html`<kbd>${at === 0 ? '↵' : at + 1}</kbd>`}`
  const link = button({ do: 'accept', words, look: at === 0 ? 'primary' : 'plain', ...(key ? { key } : {}) })
  const first = at === 0 && html` <kbd>n</kbd>`
  const apart = button({ do: 'ignore', words: html`Not the same${first}`, ...(at === 0 ? { key: 'n' } : {}) })
  const form = postForm({
    do: null,
    lively: visit.url,
    fields: { mapping: visit.query.mapping, pair: pairText(crm ?? '', pm ?? '') },
    class: 'answers',
    body: html`${link}${apart}`,
  })
  return html`<div class="desk-candidate"><div>
    <div><span class="fw-bold value">${one.name ?? one.id}</span> ${mark(one.score >= 0.9 ? 'good' : 'plain', `${Math.round(one.score * 100)} %`)}</div>
    <div class="text-secondary small">${one.reasons.map(({ says }) => says).join('; ')}</div>
    ${factList(one.facts)}
  </div>${visit.may(accountsAccept) && form}</div>`
}

function acts(list: AccountListName, { crm, pm }: DeskRow, visit: Of): Content {
  const side = crm ? 'crm' : 'pm'
  const id = crm?.id ?? pm?.id ?? ''
  const fields = { mapping: visit.query.mapping, row: rowText(side, id) }
  const form = (name: string, words: Content, key: string) =>
    postForm({ do: name, fields, lively: visit.url, body: button({ words, key }) })
  if (list === 'mapped') {
    const pair = { mapping: visit.query.mapping, pair: pairText(crm?.id ?? '', pm?.id ?? '') }
    return postForm({
      do: 'undo',
      fields: pair,
      lively: visit.url,
      body: button({ words: html`Undo <kbd>u</kbd>`, key: 'u' }),
    })
  }
  if (list.startsWith('ignored')) return form('undo', html`Undo <kbd>u</kbd>`, 'u')
  const other = side === 'crm' ? 'client' : 'account'
  const choose = `/accounts/choose?${new URLSearchParams({ mapping: visit.query.mapping, side, row: id, back: visit.url })}`
  return html`<a class="btn" href="${choose}" data-key="o" aria-keyshortcuts="o">Choose ${other} <kbd>o</kbd></a>
    ${form('create', html`Create ${other} <kbd>c</kbd>`, 'c')}
    ${form('ignore', html`Ignore <kbd>i</kbd>`, 'i')}`
}
