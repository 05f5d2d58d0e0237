import { z } from 'zod'
import { connectionsConnect } from '../../../engine/verbs/connections-connect.ts'
import { connectionsConsent } from '../../../engine/verbs/connections-consent.ts'
import { type ConnectionKind, connectionsKinds } from '../../../engine/verbs/connections-kinds.ts'
import { connectionsList, type ListedConnection } from '../../../engine/verbs/connections-list.ts'
import { VerbError } from '../../../engine/verbs/verb-error.ts'
import { type Html, html } from '../html.ts'
import { defineAction, definePage, type Form, type Visit } from '../page.ts'
import { card } from '../parts/card.ts'
import { outside } from '../parts/outside.ts'
import { consentForm, keyForm, shareForm } from './connection-forms.ts'

const query = z.object({ connector: z.string(), name: z.string().default('') })

/** The form by which an account is connected, or given new credentials; made from what its connector says it needs. */
export const connectionNew = definePage({
  path: '/connections/new/:connector',
  title: 'Connect an account',
  roles: ['admin'],
  query,
  async load({ ask, query: { connector, name } }) {
    const { items, redirectUri } = await ask(connectionsKinds, {})
    const kind = items.find(one => one.connector === connector)
    if (!kind) throw new VerbError('verb/not-found', `There is no connector "${connector}".`)
    const all = (await ask(connectionsList, {})).items
    return {
      kind,
      redirectUri,
      before: all.find(one => one.name === name),
      sharing: sharersOf(kind, items, all, name),
    }
  },
  titleOf: ({ kind, before }) => (before ? `${before.name}: connect again` : `Connect ${kind.title}`),
  view({ kind, redirectUri, before, sharing }, { failed }) {
    const intro = html`<p>${outside(kind.docs, `What ${kind.title} needs`)}. Credentials are sealed before they are kept, and shown to nobody again.</p>`
    const rest = { kind, before, failed }
    if (kind.signIn !== 'oauth2') return card({ body: html`${intro}${keyForm(rest)}` })
    return html`${intro}${card({ title: 'With a consent in the browser', body: consentForm(rest, redirectUri) })}
      ${sharing.length > 0 && otherWay('With a consent that was given before', shareForm(rest, sharing))}
      ${otherWay('With tokens of your own', html`<p class="text-secondary">For a client of the kind “self client”: no browser has to come back.</p>${keyForm(rest)}`)}`
  },
  actions: {
    connect: defineAction({
      verb: connectionsConnect,
      read: (form, visit) => ({
        ...headOf(form, visit),
        ...(form.credentialsOf?.[0]
          ? { credentialsOf: form.credentialsOf[0] }
          : { credentials: valuesIn(form, 'credential.') }),
      }),
      said: ({ name }) => ({
        words: 'It is kept. A worker asks the vendor now whether it is let in.',
        to: `/connections/${encodeURIComponent(name)}`,
      }),
    }),
    consent: defineAction({
      verb: connectionsConsent,
      read(form, visit) {
        const { clientId = '', clientSecret = '' } = valuesIn(form, 'credential.')
        const client = clientId === '' && clientSecret === '' ? {} : { clientId, clientSecret }
        return { connections: [headOf(form, visit)], ...client }
      },
      said: ({ url }) => ({
        words: 'One more step: the vendor asks you whether Baton may.',
        to: `/connections/consent?ticket=${encodeURIComponent(new URL(url).searchParams.get('ticket') ?? '')}`,
      }),
    }),
  },
})

function otherWay(title: string, body: Html): Html {
  return card({ body: html`<details><summary>${title}</summary><div class="mt-3">${body}</div></details>` })
}

/** Connections at the same provider, whose consent covers this one. */
function sharersOf(
  kind: ConnectionKind,
  kinds: readonly ConnectionKind[],
  all: readonly ListedConnection[],
  name: string,
): readonly string[] {
  const same = kinds.filter(one => one.provider !== null && one.provider === kind.provider)
  return all
    .filter(one => one.name !== name && same.some(({ connector }) => connector === one.connector))
    .map(one => one.name)
}

function headOf(form: Form, visit: Visit) {
  return {
    name: form.name?.[0] ?? '',
    connector: String(visit.query.connector),
    settings: valuesIn(form, 'setting.'),
  }
}

function valuesIn(form: Form, prefix: string): Readonly<Record<string, string>> {
  const named = Object.entries(form).filter(([name]) => name.startsWith(prefix))
  return Object.fromEntries(named.map(([name, [value = '']]) => [name.slice(prefix.length), value]))
}
