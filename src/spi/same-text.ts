import { createHash, timingSafeEqual } from 'node:crypto'

/** Compares a secret in constant time; hashes first, because that comparison wants equal lengths. */
export function sameText(a: string, b: string): boolean {
  const [one, other] = [a, b].map(text => createHash('sha256').update(text).digest())
  return one !== undefined && other !== undefined && timingSafeEqual(one, other)
}
