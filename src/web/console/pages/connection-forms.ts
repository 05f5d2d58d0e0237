import type { ConnectionKind } from '../../../engine/verbs/connections-kinds.ts'
import type { ListedConnection } from '../../../engine/verbs/connections-list.ts'
import { type Html, html } from '../html.ts'
import type { Failed } from '../page.ts'
import { button, field, postForm } from '../parts/form.ts'

export interface Given {
  readonly kind: ConnectionKind
  readonly before: ListedConnection | undefined
  readonly failed: Failed | null
}

function head({ kind, before, failed }: Given, at: string): Html {
  const name = before
    ? html`<input type="hidden" name="name" value="${before.name}">`
    : field(
        {
          at,
          name: 'name',
          label: 'What Baton calls it',
          value: kind.connector,
          required: true,
          hint: 'Small letters, digits and hyphens. It stands in addresses.',
        },
        failed,
      )
  return html`${name}${kind.settings.map(one =>
    field(
      {
        at,
        name: `setting.${one.name}`,
        label: one.title,
        value: before?.settings[one.name] ?? one.value,
        required: one.required,
        ...(one.choices ? { options: one.choices.map(choice => [choice, choice] as const) } : {}),
      },
      failed,
    ),
  )}`
}

const credentialWords: Readonly<Record<string, string>> = {
  clientId: 'Client id',
  clientSecret: 'Client secret',
  refreshToken: 'Refresh token',
  key: 'Key',
  user: 'User name',
  password: 'Password',
}

function credential(at: string, name: string, isRequired = true): Html {
  const isOpen = name === 'clientId' || name === 'user'
  return field({
    at,
    name: `credential.${name}`,
    label: credentialWords[name] ?? name,
    kind: isOpen ? 'text' : 'password',
    required: isRequired,
    autocomplete: 'off',
  })
}

/** With what the connector's way to sign in asks for. */
export function keyForm(given: Given): Html {
  const { credentials } = given.kind
  return postForm({
    do: 'connect',
    body: html`${head(given, 'key')}${credentials.map(name => credential('key', name))}${button({ words: 'Connect', look: 'primary' })}`,
  })
}

/** With a consent in the browser. */
export function consentForm(given: Given, redirectUri: string): Html {
  const isNew = given.before === undefined
  return postForm({
    do: 'consent',
    body: html`<p>Make a client in the vendor’s console that names this address, letter for letter: <code class="value">${redirectUri}</code></p>
      ${head(given, 'consent')}${credential('consent', 'clientId', isNew)}${credential('consent', 'clientSecret', isNew)}
      ${!isNew && html`<p class="text-secondary">Leave id and secret empty to use those that are kept.</p>`}
      ${button({ words: 'Go on to the consent', look: 'primary' })}`,
  })
}

/** With the consent of another connection. */
export function shareForm(given: Given, sharing: readonly string[]): Html {
  return postForm({
    do: 'connect',
    body: html`${head(given, 'share')}${field({ name: 'credentialsOf', label: 'The consent of', options: sharing.map(name => [name, name] as const) })}${button({ words: 'Connect with it', look: 'primary' })}`,
  })
}
