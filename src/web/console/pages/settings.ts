import { z } from 'zod'
import { tokensCreate } from '../../../engine/verbs/tokens-create.ts'
import { tokensList } from '../../../engine/verbs/tokens-list.ts'
import { tokensRevoke } from '../../../engine/verbs/tokens-revoke.ts'
import { usersInvite } from '../../../engine/verbs/users-invite.ts'
import { usersList } from '../../../engine/verbs/users-list.ts'
import { usersNewLink } from '../../../engine/verbs/users-new-link.ts'
import { usersRevoke } from '../../../engine/verbs/users-revoke.ts'
import { usersSetRole } from '../../../engine/verbs/users-set-role.ts'
import { usersSignOut } from '../../../engine/verbs/users-sign-out.ts'
import { html } from '../html.ts'
import { defineAction, definePage, type Form, type Visit } from '../page.ts'
import { card } from '../parts/card.ts'
import { signInWays } from './settings-sign-in.ts'
import { tokenForm, tokensTable } from './settings-tokens.ts'
import { inviteForm, usersTable } from './settings-users.ts'

/** Who may come in, people by the console and programs by the API, and as what. */
export const settings = definePage({
  path: '/settings',
  title: 'Settings',
  roles: ['admin'],
  nav: { label: 'Settings', icon: 'settings', group: 'set up' },
  query: z.object({}),
  async load({ ask }) {
    const [users, tokens] = await Promise.all([ask(usersList, {}), ask(tokensList, {})])
    return { users: users.items, signOn: users.signOn, tokens: tokens.items }
  },
  view: ({ users, signOn, tokens }, visit) =>
    html`${card({ title: 'Who may sign in', flush: true, body: usersTable(users, visit) })}
      ${card({ title: 'Let somebody sign in', body: inviteForm(visit) })}
      ${card({ title: 'How people sign in', body: signInWays(signOn) })}
      ${card({ title: 'API tokens', flush: true, body: tokensTable(tokens, visit) })}
      ${card({ title: 'Make a token', body: tokenForm(visit) })}`,
  actions: {
    invite: defineAction({
      verb: usersInvite,
      read: form => ({ email: one(form, 'email'), name: one(form, 'name'), role: one(form, 'role') }),
      said: saidLink,
    }),
    link: defineAction({
      verb: usersNewLink,
      read: form => ({ email: one(form, 'email') }),
      said: saidLink,
    }),
    role: defineAction({
      verb: usersSetRole,
      read: form => ({ email: one(form, 'email'), role: one(form, 'role') }),
      said: ({ email, role }) => ({ words: `${email} has the role ${role} from the next page on.` }),
    }),
    'sign-out': defineAction({
      verb: usersSignOut,
      read: form => ({ email: one(form, 'email') }),
      said: (_answer, _visit, form) => ({ words: `${one(form, 'email')} is signed out in every browser.` }),
    }),
    revoke: defineAction({
      verb: usersRevoke,
      read: form => ({ email: one(form, 'email') }),
      said: ({ revoked }) => ({ words: `${revoked} is let in no more.` }),
    }),
    token: defineAction({
      verb: tokensCreate,
      read: form => ({ name: one(form, 'name'), role: one(form, 'role'), ...daysOf(form) }),
      said: ({ token }) => ({
        words: `This is the token; it is shown this once, so keep it where only its program finds it: ${token}`,
      }),
    }),
    'revoke-token': defineAction({
      verb: tokensRevoke,
      read: form => ({ name: one(form, 'name') }),
      said: ({ revoked }) => ({ words: `The token "${revoked}" opens nothing any more.` }),
    }),
  },
})

function one(form: Form, name: string): string {
  return form[name]?.[0] ?? ''
}

/** Left empty: it does not expire. */
function daysOf(form: Form) {
  const days = one(form, 'days')
  return days === '' ? {} : { days: Number(days) }
}

function saidLink({ path }: { readonly path: string }, { origin }: Pick<Visit, 'origin'>, form: Form) {
  return {
    words: `Give ${one(form, 'email')} this link. It is shown this once and works once, within three days; there they choose a password: ${origin}${path}`,
  }
}
