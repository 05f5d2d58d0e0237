import type { tokensList } from '../../../engine/verbs/tokens-list.ts'
import { type Html, html } from '../html.ts'
import type { Visit } from '../page.ts'
import { empty } from '../parts/empty.ts'
import { button, field, postForm } from '../parts/form.ts'
import { mark } from '../parts/mark.ts'
import { table } from '../parts/table.ts'
import { moment } from '../parts/time.ts'
import { roleChoice } from './settings-users.ts'

type Token = Awaited<ReturnType<(typeof tokensList)['act']>>['items'][number]

export function tokensTable(tokens: readonly Token[], visit: Visit): Html {
  return table({
    caption: 'API tokens',
    rows: tokens,
    empty: empty(
      'No tokens',
      html`A program needs one to ask <a href="/api">Baton's API</a>; people do not.`,
    ),
    columns: [
      { title: 'Name', cell: ({ name }) => name },
      { title: 'Role', cell: ({ role }) => role },
      {
        title: 'Made',
        cell: row =>
          html`${moment(row.createdAt, visit)}<div class="text-secondary small">by ${row.createdBy}</div>`,
      },
      { title: 'Last used', cell: ({ usedAt }) => (usedAt === null ? 'never' : moment(usedAt, visit)) },
      { title: 'Expires', cell: row => expiry(row, visit) },
      { title: '', cell: revokeForm },
    ],
  })
}

function expiry({ expiresAt }: Token, visit: Visit): Html {
  if (expiresAt === null) return html`never`
  if (Date.parse(expiresAt) < visit.now.getTime())
    return html`${mark('warn', 'expired')} ${moment(expiresAt, visit)}`
  return moment(expiresAt, visit)
}

function revokeForm({ name }: Token): Html {
  return postForm({
    do: 'revoke-token',
    fields: { name },
    confirm: `Whatever uses the token "${name}" gets no answer any more.`,
    body: button({ words: html`Revoke<span class="visually-hidden"> ${name}</span>`, look: 'small' }),
  })
}

export function tokenForm({ failed }: Visit): Html {
  const again = failed?.action === 'token' ? failed : null
  const at = 'token'
  return postForm({
    do: 'token',
    body: html`<div class="row"><div class="col-md-4">${field({ name: 'name', label: 'What it is for', required: true, at }, again)}</div><div class="col-md-4">${field({ name: 'role', label: 'Role', options: roleChoice, at }, again)}</div><div class="col-md-4">${field({ name: 'days', label: 'Expires in days', kind: 'number', hint: 'Left empty, it does not.', at }, again)}</div></div>
      ${button({ words: 'Make the token', look: 'primary' })}`,
  })
}
