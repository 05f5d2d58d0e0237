import { connectionsConnect } from '../../../engine/verbs/connections-connect.ts'
import { connectionsConsent } from '../../../engine/verbs/connections-consent.ts'
import { operator, perform } from '../../../engine/verbs/verb.ts'
import { people } from '../plot.ts'
import type { Account } from '../scene.ts'
import { connections } from '../set-up.ts'
import type { Stage } from '../stage.ts'

/**
 * The CRM by consent in a browser, where it is signed in to by OAuth. The project tool with what its console gave, and with
 * a secret that an admin can type into webhooks that no API makes.
 */
export async function signIn(stage: Stage): Promise<void> {
  for (const side of ['crm', 'pm'] as const) {
    const account = stage.accounts[side]
    const name = connections[side]
    if (side === 'crm' && account.credentials.clientId !== undefined) await consent(stage, account, name)
    else {
      const { engine, hookSecret } = stage
      await perform(engine, connectionsConnect, operator(people.admin), { name, hookSecret, ...account })
    }
  }
}

/** Ada's browser: from Baton to the vendor's page, which she agrees to, and back to Baton with a code. */
async function consent(
  { engine }: Stage,
  { connector, settings, credentials }: Account,
  name: string,
): Promise<void> {
  const { clientId, clientSecret } = credentials
  const ask = { connections: [{ name, connector, settings }], clientId, clientSecret }
  const { url } = await perform(engine, connectionsConsent, operator(people.admin), ask)
  const begun = await fetch(url, { redirect: 'manual' })
  const cookie = begun.headers
    .getSetCookie()
    .map(one => one.split(';')[0])
    .join('; ')
  const page = begun.headers.get('location') ?? url
  const yes = {
    method: 'POST',
    body: new URLSearchParams({ decision: 'accept' }),
    redirect: 'manual',
  } as const
  const agreed = await fetch(page, yes)
  const back = await fetch(agreed.headers.get('location') ?? url, { headers: { cookie } })
  if (!back.ok) throw new Error(`${name} was not connected: ${await back.text()}`)
}
