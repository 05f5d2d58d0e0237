import { type Failure, type Session, VendorError } from '../spi/index.ts'
import type { AccessDesk } from './access.ts'

/** Words with every secret in them blotted out. */
export type Redact = (words: string) => string

/** Shorter ones would blot out parts of ordinary words; no vendor takes a password like that. */
const shortest = 4
const blot = '[redacted]'

/** Knows secrets by their value, also as they stand in an address or in JSON. */
export function redactor(secrets: readonly string[]): Redact {
  const forms = new Set(secrets.filter(secret => secret.length >= shortest).flatMap(written))
  const longestFirst = [...forms].sort((a, b) => b.length - a.length)
  return words => longestFirst.reduce((text, secret) => text.replaceAll(secret, blot), words)
}

function written(secret: string): string[] {
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll('/', '\\/'),
  ]
}

export function redactedFailure(failure: Failure, redact: Redact): Failure {
  const { message, code, existingId } = failure
  return {
    ...failure,
    message: redact(message),
    ...(code === undefined ? {} : { code: redact(code) }),
    ...(existingId === undefined ? {} : { existingId: redact(existingId) }),
  }
}

/** The same error, whatever it is, without secrets in its words. */
export function redactedError(error: unknown, redact: Redact): unknown {
  if (error instanceof VendorError)
    return new VendorError(redactedFailure(error.failure, redact), error.response, error.unanswered)
  if (error instanceof Error) {
    error.message = redact(error.message)
    if (error.stack !== undefined) error.stack = redact(error.stack)
  }
  return error
}

/** Where a session keeps what its secrets are known by; copies of it keep it too. */
export const redacts = Symbol('redacts')

export type RedactingSession = Session & { readonly [redacts]: () => Promise<Redact> }

/** What the words of a vendor, or of its connector, are to be cleared with. */
export function redactorOf(session: Session): Promise<Redact> {
  return redacts in session ? (session as RedactingSession)[redacts]() : Promise.resolve(words => words)
}

/** Not secret in itself, and part of ordinary words. */
const open = ['clientId', 'user']

/** Everything that must not be repeated: what the account is signed in to with, and what webhooks carry. */
export async function secretsOf({ vault, connection }: AccessDesk): Promise<readonly string[]> {
  const credentials = await opened<Readonly<Record<string, unknown>>>(vault, connection.credentials)
  const hookSecret = await opened<string>(vault, connection.hookSecret)
  const named = Object.entries(credentials ?? {}).filter(([name]) => !open.includes(name))
  return [...named.map(([, value]) => value), hookSecret].filter(one => typeof one === 'string')
}

/** What cannot be opened was not used either. */
async function opened<T>(vault: AccessDesk['vault'], sealed: string): Promise<T | null> {
  try {
    return await vault.open<T>(sealed)
  } catch {
    return null
  }
}
