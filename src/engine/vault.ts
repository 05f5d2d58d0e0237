import { randomBytes } from 'node:crypto'
import { CompactEncrypt, compactDecrypt } from 'jose'

/** Seals secrets before they reach the database. Each sealed text names the key it was sealed with. */
export interface Vault {
  seal(secret: unknown): Promise<string>
  open<T>(sealed: string): Promise<T>
}

/** `masterKey`: 32 bytes in base64. */
export function createVault(masterKey: string, keyId = 'k1'): Vault {
  const key = Buffer.from(masterKey, 'base64')
  if (key.length !== 32)
    throw new Error('The master key has to be 32 bytes in base64 (openssl rand -base64 32).')
  const plain = keeping(sealed => opened(sealed, key))
  return {
    seal: secret =>
      new CompactEncrypt(new TextEncoder().encode(JSON.stringify(secret)))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: keyId })
        .encrypt(key),
    open: async sealed => JSON.parse(await plain(sealed)),
  }
}

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

async function opened(sealed: string, key: Uint8Array): Promise<string> {
  try {
    return new TextDecoder().decode((await compactDecrypt(sealed, key)).plaintext)
  } catch (cause) {
    const words = 'BATON_SECRET is another one than what is kept in the database was sealed with.'
    throw new WrongSecret(`${words} Start with the old one, or connect every connection anew.`, { cause })
  }
}

export function newMasterKey(): string {
  return randomBytes(32).toString('base64')
}
