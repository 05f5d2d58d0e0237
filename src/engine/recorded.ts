import type { Recorded } from '../core/sweep.ts'
import type { Link } from '../store/links.ts'

/** What is on record of a link. */
export function recordedOf({ base, beside, differs, absent }: Link): Recorded {
  return { base, beside, differs, isMissing: { crm: absent.crm !== null, pm: absent.pm !== null } }
}
