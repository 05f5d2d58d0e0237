import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { startConsent } from '../../src/engine/consent.ts'
import { endConsent } from '../../src/engine/consent-end.ts'
import { connectionsConsent } from '../../src/engine/verbs/connections-consent.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { consentDesk, crmOnly, visit } from './consent-desk.ts'

const { engine, client } = await consentDesk()

/** The same Baton with a vendor that documents PKCE, or does not; and what was sent for the code. */
async function exchanged(pkce: boolean) {
  const zoho = engine.registry.get('zoho-crm')
  if (zoho?.auth.kind !== 'oauth2') throw new Error('Zoho CRM is signed in to by OAuth')
  const forms: Readonly<Record<string, string>>[] = []
  const sessions: typeof engine.sessions = {
    ...engine.sessions,
    tokens: (server, form) => {
      forms.push(form)
      return engine.sessions.tokens(server, form)
    },
  }
  const registry = new Map([...engine.registry, ['zoho-crm', { ...zoho, auth: { ...zoho.auth, pkce } }]])
  const desk = { ...engine, sessions, registry }
  const { url } = await perform(desk, connectionsConsent, operator(), { connections: crmOnly, ...client })
  const begun = await startConsent(desk, new URL(url).searchParams.get('ticket') ?? '')
  const { to } = await visit(begun?.url ?? '', '', 'decision=accept')
  const query = Object.fromEntries(new URL(to).searchParams)
  expect(await endConsent(desk, query, begun?.browser ?? '')).toEqual({ ok: true, connected: ['crm'] })
  return { page: new URL(begun?.url ?? '').searchParams, form: forms[0] }
}

test('where a vendor documents PKCE, the code is worth nothing without what only Baton knows', async () => {
  const { page, form } = await exchanged(true)
  const verifier = form?.code_verifier ?? ''
  expect(verifier).toMatch(/^[\w-]{43}$/)
  expect(page.get('code_challenge')).toBe(createHash('sha256').update(verifier).digest('base64url'))
  expect(page.get('code_challenge_method')).toBe('S256')
})

test('where it does not, nothing of it is sent', async () => {
  const { page, form } = await exchanged(false)
  expect([page.has('code_challenge'), 'code_verifier' in (form ?? {})]).toEqual([false, false])
})
