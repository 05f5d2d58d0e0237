import { createHash } from 'node:crypto'

const prefix = 'baton-'
const letters = 'abcdefghijklmnopqrstuvwxyz234567'
/** An identifier has at most 100 signs: small letters, digits, hyphens and low lines. */
const longest = 100 - prefix.length

/**
 * Our key as a project's identifier, which Redmine keeps unique and never changes: so one key makes one project, and no
 * field has to be made for it. Five bits a letter (RFC 4648, base 32), so that the key can be read from it again.
 */
export function identifierOf(key: string): string {
  const text = lettersOf(Buffer.from(key, 'utf8'))
  return prefix + (text.length <= longest ? text : createHash('sha256').update(key).digest('hex'))
}

/** The key in an identifier that we made, or null. */
export function keyIn(identifier: string): string | null {
  if (!identifier.startsWith(prefix)) return null
  const key = bytesOf(identifier.slice(prefix.length)).toString('utf8')
  return identifierOf(key) === identifier ? key : null
}

/** The key of a copied issue: that of its project, and what it was copied from. */
export function copyKey(key: string, issueId: string): string {
  return `${key}.${issueId}`
}

function lettersOf(bytes: Uint8Array): string {
  const bits = [...bytes].map(byte => byte.toString(2).padStart(8, '0')).join('')
  const fives = bits.match(/.{1,5}/g) ?? []
  return fives.map(five => letters[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

function bytesOf(text: string): Buffer {
  const bits = [...text].map(letter => letters.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const eights = bits.match(/.{8}/g) ?? []
  return Buffer.from(eights.map(eight => Number.parseInt(eight, 2)))
}
