import type { Evidence } from '../evidence.ts'
import { differences } from './differences.ts'
import { doubles } from './doubles.ts'
import { echoes } from './echoes.ts'
import { letters } from './letters.ts'
import { limits } from './limits.ts'
import { losses, lostWithBackup, removals } from './losses.ts'

/** What is wrong at the end of a run, read from the vendors' own histories. Empty: all is well. */
export function judge(evidence: Evidence): string[] {
  return [differences, doubles, losses, lostWithBackup, removals, echoes, letters, limits].flatMap(part =>
    part(evidence),
  )
}
