import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/** What a box's token says by itself, so that the other boxes of its provider understand it. */
const said = z.strictObject({
  is: z.enum(['refresh', 'access']),
  /** Which box made it. */
  from: z.string(),
  /** Makes it one of its kind. */
  number: z.number(),
  /** E-mail of whoever consented; null: whoever the reading box is set up for. */
  user: z.string().nullable(),
  /** Null: what the reading box is set up to grant. */
  scopes: z.array(z.string()).nullable(),
  /** Where the account lives, as the vendor names the place; null: where the reading box is. */
  location: z.string().nullable(),
  /** Milliseconds since 1970; null: until it is revoked. */
  ends: z.number().nullable(),
})
export type BoxToken = z.infer<typeof said>

/** No secret: what is in a box is made up. It keeps a typing error from being taken for a token. */
const key = 'vendors in a box'

export function boxToken(token: BoxToken): string {
  const text = Buffer.from(JSON.stringify(token)).toString('base64url')
  return `1000.${text}.${markOf(text)}`
}

/** What a token says that some box made; null for everything else. */
export function readBoxToken(token: string): BoxToken | null {
  const [, text = '', mark = ''] = /^1000\.([\w-]+)\.([0-9a-f]{32})$/.exec(token) ?? []
  if (mark === '' || !timingSafeEqual(Buffer.from(mark), Buffer.from(markOf(text)))) return null
  return said.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
}

function markOf(text: string): string {
  return createHmac('sha256', key).update(text).digest('hex').slice(0, 32)
}
