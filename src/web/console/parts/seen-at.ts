import { type Html, html } from '../html.ts'
import { outside } from './outside.ts'

interface Seen {
  readonly url: string | null
}

/** Where a record is to be seen in the two tools; null: neither has told an address. */
export function seenAt(shown: Readonly<{ crm?: Seen; pm?: Seen }>): Html | null {
  const links = [
    shown.crm?.url && outside(shown.crm.url, 'in the CRM'),
    shown.pm?.url && outside(shown.pm.url, 'in the project tool'),
  ].filter(Boolean)
  return links.length === 0 ? null : html`<span class="d-inline-flex flex-wrap gap-3">${links}</span>`
}
