import { createHash } from 'node:crypto'

/**
 * Our key as a project's identifier, which Redmine keeps unique and never changes: so one key makes one project, and
 * no field has to be made for it. Small letters, digits, hyphens; at most 100 of them.
 */
export function identifierOf(key: string): string {
  return `baton-${createHash('sha256').update(key).digest('hex').slice(0, 20)}`
}

/** The key of a copied issue: that of its project, and what it was copied from. */
export function copyKey(key: string, issueId: string): string {
  return `${key}.${issueId}`
}
