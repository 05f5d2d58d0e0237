import type { usersList } from '../../../engine/verbs/users-list.ts'
import { roles } from '../../../engine/verbs/verb.ts'
import { type Html, html } from '../html.ts'
import type { Visit } from '../page.ts'
import { button, field, postForm } from '../parts/form.ts'
import { mark } from '../parts/mark.ts'
import { table } from '../parts/table.ts'
import { moment } from '../parts/time.ts'
import { count } from '../parts/words.ts'

type User = Awaited<ReturnType<(typeof usersList)['act']>>['items'][number]

/** What each role is for, as a choice. */
export const roleChoice = [
  ['viewer', 'viewer: sees, changes nothing'],
  ['sales', 'sales: maps accounts, makes projects, answers questions'],
  ['admin', 'admin: everything'],
] as const satisfies readonly (readonly [(typeof roles)[number], string])[]

export function usersTable(users: readonly User[], visit: Visit): Html {
  return table({
    caption: 'Who may sign in',
    rows: users,
    empty: html``,
    columns: [
      {
        title: 'Person',
        cell: ({ name, email }) => html`${name}<div class="text-secondary small">${email}</div>`,
      },
      { title: 'Role', cell: roleForm },
      { title: 'Last signed in', cell: user => lastSeen(user, visit) },
      { title: 'Let in by', cell: ({ createdBy }) => createdBy },
      { title: '', cell: userActions },
    ],
  })
}

function roleForm({ email, role }: User): Html {
  const choice = roles.map(
    one => html`<option value="${one}"${one === role && html` selected`}>${one}</option>`,
  )
  return postForm({
    do: 'role',
    fields: { email },
    class: 'd-flex gap-2',
    body: html`<select class="form-select form-select-sm w-auto" name="role" aria-label="Role of ${email}">${choice}</select>${button({ words: html`Change<span class="visually-hidden"> the role of ${email}</span>`, look: 'small' })}`,
  })
}

function lastSeen({ signedInAt, hasPassword, sessions }: User, visit: Visit): Html {
  if (signedInAt === null) return hasPassword ? html`not yet` : mark('wait', 'has not chosen a password yet')
  return html`${moment(signedInAt, visit)}${sessions > 0 && html`<div class="text-secondary small">signed in from ${count(sessions, 'browser')}</div>`}`
}

function userActions({ email, sessions }: User): Html {
  const about = (words: string) => html`${words}<span class="visually-hidden"> of ${email}</span>`
  return html`<div class="d-flex gap-2 flex-wrap">
    ${postForm({ do: 'link', fields: { email }, body: button({ words: about('New link'), look: 'small' }) })}
    ${sessions > 0 && postForm({ do: 'sign-out', fields: { email }, body: button({ words: about('End the sessions'), look: 'small' }) })}
    ${postForm({ do: 'revoke', fields: { email }, confirm: `${email} is signed out at once and let in no more.`, body: button({ words: about('End the access'), look: 'small' }) })}
  </div>`
}

export function inviteForm({ failed }: Visit): Html {
  const again = failed?.action === 'invite' ? failed : null
  const at = 'invite'
  return postForm({
    do: 'invite',
    body: html`<p class="text-secondary">You get a link to give to them. Nothing is mailed.</p>
      <div class="row"><div class="col-md-4">${field({ name: 'email', label: 'E-mail address', kind: 'email', required: true, at }, again)}</div><div class="col-md-4">${field({ name: 'name', label: 'Name', required: true, at }, again)}</div><div class="col-md-4">${field({ name: 'role', label: 'Role', options: roleChoice, at }, again)}</div></div>
      ${button({ words: 'Make the link', look: 'primary' })}`,
  })
}
