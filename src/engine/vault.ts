import { createHash, randomBytes } from 'node:crypto'
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose'

/** Seals secrets before they reach the database. Each sealed text names the key it was sealed with. */
export interface Vault {
  /** Of the key that everything is sealed with from now on. */
  readonly keyId: string
  seal(secret: unknown): Promise<string>
  /** Throws `WrongSecret` where it was sealed with a key that this vault does not have. */
  open<T>(sealed: string): Promise<T>
}

/** `masterKey` seals and opens, `otherKeys` only open: while a key is changed. Each is 32 bytes in base64. */
export function createVault(masterKey: string, otherKeys: readonly string[] = []): Vault {
  const own = keyFrom(masterKey)
  const keys = [own, ...otherKeys.map(keyFrom)]
  const plain = keeping(sealed => opened(sealed, keys))
  return {
    keyId: own.id,
    seal: secret =>
      new CompactEncrypt(new TextEncoder().encode(JSON.stringify(secret)))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: own.id })
        .encrypt(own.bytes),
    open: async sealed => JSON.parse(await plain(sealed)),
  }
}

interface Key {
  readonly id: string
  readonly bytes: Uint8Array
}

/** A key goes by the beginning of its hash: nobody has to name keys, and the same key has the same id everywhere. */
function keyFrom(base64: string): Key {
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length !== 32)
    throw new Error('The master key has to be 32 bytes in base64 (openssl rand -base64 32).')
  return { id: createHash('sha256').update(bytes).digest('base64url').slice(0, 8), bytes }
}

/** The id that a sealed text names; `unknown` where somebody has spoilt the text. */
export function keyIdOf(sealed: string): string {
  try {
    return decodeProtectedHeader(sealed).kid ?? 'unknown'
  } catch {
    return 'unknown'
  }
}

/** Until keys had ids of their own, every key was called this. */
const nameless = 'k1'

/** Every call to a vendor and every webhook opens the same few texts; so many stay open, the oldest goes first. */
const keptOpen = 100

function keeping(open: (sealed: string) => Promise<string>): (sealed: string) => Promise<string> {
  const kept = new Map<string, string>()
  return async sealed => {
    const known = kept.get(sealed) ?? (await open(sealed))
    kept.delete(sealed)
    kept.set(sealed, known)
    const [oldest] = kept.keys()
    if (kept.size > keptOpen && oldest !== undefined) kept.delete(oldest)
    return known
  }
}

/** What is kept was sealed with another key than this node was given. */
export class WrongSecret extends Error {}

async function opened(sealed: string, keys: readonly Key[]): Promise<string> {
  const id = keyIdOf(sealed)
  for (const key of keys.filter(one => id === nameless || one.id === id)) {
    const plain = await openedWith(sealed, key)
    if (plain !== null) return plain
  }
  throw new WrongSecret(
    `What is kept in the database was sealed with another secret (key ${id}) than BATON_SECRET (key ${keys[0]?.id}). Start with that one, name it in BATON_SECRET_OTHERS, or connect every connection anew.`,
  )
}

async function openedWith(sealed: string, { bytes }: Key): Promise<string | null> {
  try {
    return new TextDecoder().decode((await compactDecrypt(sealed, bytes)).plaintext)
  } catch {
    return null
  }
}

export function newMasterKey(): string {
  return randomBytes(32).toString('base64')
}
