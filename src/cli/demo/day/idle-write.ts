import type { WriteEntry } from '../../../spi/index.ts'

/** Names of what a write moves by itself. */
const moved = /modified|updated|version|changed|time$|_on$|^\$workflow_runs$/i

/** A write that changes nothing, by the vendor's own history. */
export function isIdleWrite({ before, after }: WriteEntry): boolean {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  return ![...names].some(
    name => !moved.test(name) && JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]),
  )
}
