import { z } from 'zod'
import type { Auth } from '../spi/index.ts'
import type { Connection } from '../store/connections.ts'
import { mistakesIn } from './mistakes.ts'
import type { Vault } from './vault.ts'

const given = z.string().min(1, 'must not be empty')
/** Pasted keys come with a line end; what cannot stand in a header is refused before it is kept. */
const key = z
  .string()
  .trim()
  .regex(/^[\x21-\x7e]+$/, 'letters, digits and signs, without spaces')

/** What a person types to connect, for each way to sign in. */
const shapes = {
  oauth2: z.strictObject({ clientId: given, clientSecret: given, refreshToken: given }),
  key: z.strictObject({ key }),
  basic: z.strictObject({ user: given.regex(/^[^:]+$/, 'a user name without a colon'), password: given }),
} as const satisfies Readonly<Record<Auth['kind'], z.ZodObject>>

type Credentials<K extends Auth['kind']> = z.infer<(typeof shapes)[K]>

type ReadCredentials<K extends Auth['kind']> =
  | { readonly ok: true; readonly credentials: Credentials<K> }
  | { readonly ok: false; readonly why: string }

/** The names of what has to be typed. */
export function credentialNames(kind: Auth['kind']): readonly string[] {
  return Object.keys(shapes[kind].shape)
}

/** Says what is wanted and what is wrong, never what was given. */
export function readCredentials<K extends Auth['kind']>(kind: K, typed: unknown): ReadCredentials<K> {
  const read = shapes[kind].safeParse(typed)
  if (read.success) return { ok: true, credentials: read.data as Credentials<K> }
  const names = credentialNames(kind).join(', ')
  return {
    ok: false,
    why: `The credentials have to be ${names}. ${mistakesIn(read.error, 'all').join('; ')}`,
  }
}

/** The credentials of a connection, which only the vault can open. */
export async function openCredentials<K extends Auth['kind']>(
  desk: { readonly vault: Vault; readonly connection: Connection },
  kind: K,
): Promise<Credentials<K>> {
  const read = readCredentials(kind, await desk.vault.open(desk.connection.credentials))
  if (read.ok) return read.credentials
  throw new Error(`${read.why} Connect "${desk.connection.name}" again.`)
}
