import { createHash } from 'node:crypto'
import type { StoredMapping } from '../store/mappings.ts'

/**
 * What a create is found again by, at a vendor that keeps it: the same parts always give the same key. Two installations
 * give different ones, so that neither takes the other's row for its own; a mapping that is older than that keeps its keys.
 */
export function createKey(
  { installation }: Pick<StoredMapping, 'installation'>,
  parts: readonly string[],
): string {
  const all = installation === null ? parts : [installation, ...parts]
  return `bt-${createHash('sha256').update(all.join('\n')).digest('base64url').slice(0, 24)}`
}
