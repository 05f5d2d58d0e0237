import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { type Delivery, sameText } from '#spi'

/** Which key each webhook signs with, by the webhook's id. */
const keyring = z.record(z.string(), z.string().min(1))
export type Keyring = z.infer<typeof keyring>

/** Many keys as the one secret that a connection keeps. */
export function secretOf(keys: Keyring): string {
  return JSON.stringify(keys)
}

/**
 * `Signature` holds base64 of the webhook's id, a colon, and the HMAC-SHA256 of the body in hexadecimal. The older
 * `X-Signature`, with the HMAC's raw bytes, is only looked at where the new one is missing.
 */
export function isSigned({ headers, body }: Delivery, secret: string): boolean {
  const keys = readKeys(secret)
  const signature = headers.signature ?? headers['x-signature']
  if (keys === null || signature === undefined) return false
  const bytes = Buffer.from(signature, 'base64')
  const colon = bytes.indexOf(':')
  const key = keys.get(bytes.subarray(0, Math.max(0, colon)).toString('latin1'))
  if (key === undefined) return false
  const hmac = createHmac('sha256', key).update(body).digest()
  const form = headers.signature === undefined ? 'latin1' : 'hex'
  return sameText(bytes.subarray(colon + 1).toString('latin1'), hmac.toString(form))
}

/** Before the first webhook is made, the kept secret is one of ours and signs nothing. */
function readKeys(secret: string): ReadonlyMap<string, string> | null {
  try {
    return new Map(Object.entries(keyring.parse(JSON.parse(secret))))
  } catch {
    return null
  }
}
