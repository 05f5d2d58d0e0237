import type { WireResponse } from '../../src/spi/index.ts'

const named = /"id": ?"?([0-9a-f]+)/g

/** The ids that an answer shows to whoever reads it; none in one that went wrong or broke off. */
export function idsShown(answer: WireResponse | null): readonly string[] {
  if (answer === null || answer.status >= 300 || !/[}\]]\s*$/.test(answer.body)) return []
  return [...answer.body.matchAll(named)].map(([, id]) => id ?? '')
}
