import { createHash } from 'node:crypto'

/**
 * The channel's number, made from the callback so that asking twice renews one channel instead of making two.
 * The CRM takes 1 to 2^63-1 (zoho.com/crm/developer/docs/api/v8/notifications/enable.html).
 */
export function channelId(callback: string): string {
  const digest = createHash('sha256').update(callback).digest()
  return String(digest.readBigUInt64BE(0) & 0x7fff_ffff_ffff_ffffn || 1n)
}

/** What the CRM sends back with every notification. It takes 50 characters, so a longer secret goes as its hash. */
export function channelToken(secret: string): string {
  return secret.length <= 50 ? secret : createHash('sha256').update(secret).digest('base64url')
}
