import { z } from 'zod'
import { type Connector, type Settings, VendorError } from '../spi/index.ts'
import type { Engine } from './engine.ts'
import { VerbError } from './verbs/verb-error.ts'

const given = z.string().trim().min(1)
const grantShape = z.strictObject({ clientId: given, clientSecret: given, grantToken: given })
export type GrantToken = z.infer<typeof grantShape>

/** A grant token that somebody made in the vendor's own console and pasted, with its client; null when there is none. */
export function grantTokenIn(credentials: unknown): GrantToken | null {
  if (typeof credentials !== 'object' || credentials === null || !('grantToken' in credentials)) return null
  const read = grantShape.safeParse(credentials)
  if (read.success) return read.data
  throw new VerbError(
    'verb/bad-input',
    'A grant token is given with clientId and clientSecret, and nothing else.',
  )
}

/** Exchanges a grant token, which lives for minutes and works once, for what lasts. */
export async function redeem(
  { sessions }: Engine,
  { auth, title, hosts, selfHosted }: Connector,
  settings: Settings,
  { clientId, clientSecret, grantToken }: GrantToken,
): Promise<Record<string, string>> {
  if (auth.kind !== 'oauth2')
    throw new VerbError(
      'verb/bad-input',
      `${title} is not signed in to by OAuth, so it takes no grant token.`,
    )
  const form = {
    grant_type: 'authorization_code',
    client_id: clientId,
    client_secret: clientSecret,
    code: grantToken,
  }
  try {
    const { refreshToken } = await sessions.tokens(
      { auth, settings, hosts: hosts(settings), selfHosted },
      form,
    )
    if (refreshToken !== undefined) return { clientId, clientSecret, refreshToken }
  } catch (error) {
    if (!(error instanceof VendorError)) throw error
    throw new VerbError('verb/conflict', `${error.message} Make a new grant token and paste it at once.`)
  }
  throw new VerbError('verb/conflict', `${title} gave no refresh token for this grant token.`)
}
