import type { Side } from './value.ts'

/** A side in words for a person. */
export function where(side: Side): string {
  return side === 'crm' ? 'in the CRM' : 'in the project tool'
}
