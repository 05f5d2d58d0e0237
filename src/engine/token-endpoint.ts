import type { OAuth2, Settings, TokenAnswer } from '../spi/index.ts'
import { VendorError } from '../spi/index.ts'
import { type Declared, type HostRewrites, routeTo } from './hosts.ts'
import { exchange, type VendorClient } from './http.ts'
import { redactedError, redactor } from './redacting.ts'

/** An accounts server, as one connection's settings choose it. */
export interface AccountsServer extends Declared {
  readonly auth: OAuth2
  readonly settings: Settings
}

export interface TokenDesk {
  readonly client: VendorClient
  readonly rewrites: HostRewrites
}

export type Granted = Extract<TokenAnswer, { ok: true }>

/** Asks an accounts server for tokens. Throws a `VendorError` where it gives none, whichever status it says that with. */
export async function askForTokens(
  { client, rewrites }: TokenDesk,
  { auth, settings, ...declared }: AccountsServer,
  form: Readonly<Record<string, string>>,
): Promise<Granted> {
  const url = auth.tokenUrl(settings)
  const request = { method: 'POST', url, form } as const
  const response = await exchange(client, request, routeTo(url, declared, rewrites), {})
  const answer = auth.readToken(response)
  if (!answer.ok)
    throw redactedError(new VendorError(answer.failure, response), redactor(Object.values(form)))
  return answer
}
