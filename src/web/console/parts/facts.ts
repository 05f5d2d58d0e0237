import type { Side } from '../../../core/value.ts'
import { type Content, type Html, html } from '../html.ts'

/** One fact about both sides, and whether the two differ. */
export interface Fact extends Readonly<Record<Side, Content>> {
  readonly name: string
  readonly differs?: boolean
}

/** The two sides beside each other, fact by fact; `heads` says what each of them is. */
export function facts(caption: string, heads: Readonly<Record<Side, Content>>, rows: readonly Fact[]): Html {
  return html`<div class="table-responsive" tabindex="0" role="region" aria-label="${caption}">
    <table class="table table-sm facts mb-0">
      <caption class="visually-hidden">${caption}</caption>
      <thead><tr><td></td><th scope="col">${heads.crm}</th><th scope="col">${heads.pm}</th></tr></thead>
      <tbody>${rows.map(row => html`<tr${row.differs && html` class="differs"`}><th scope="row">${row.name}</th><td>${row.crm}</td><td>${row.pm}</td></tr>`)}</tbody>
    </table>
  </div>`
}
