import { isIP } from 'node:net'
import { z } from 'zod'

const sets: readonly string[] = ['loopback', 'linklocal', 'uniquelocal']
const mostProxies = 9

/**
 * Whose word is taken for where a request comes from: so many proxies, counted from here, or those at these addresses.
 * Never everybody's, or whoever asks could call themselves what they like.
 */
export type TrustedProxies = number | readonly string[]

/** `1`, or `10.0.0.0/8, loopback`. */
export const trustedProxies = z.string().transform((text, context): TrustedProxies => {
  if (/^\d+$/.test(text) && Number(text) <= mostProxies) return Number(text)
  const places = text.split(',').map(place => place.trim())
  if (places.every(place => sets.includes(place) || isNetwork(place))) return places
  const message = `has to be a number of proxies from 0 to ${mostProxies}, or addresses with a comma between them: 10.0.0.7, 10.1.0.0/16, ${sets.join(', ')}`
  context.addIssue({ code: 'custom', message })
  return z.NEVER
})

function isNetwork(place: string): boolean {
  const [address = '', bits, ...more] = place.split('/')
  const size = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0
  if (size === 0 || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= size)
}
