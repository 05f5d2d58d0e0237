import type { SandboxHooks } from '../../src/web/mount-sandbox.ts'

type Moment = 'before' | 'after'

/** Ends the worker at one of its next calls to a vendor, before or after the vendor has done what it was asked for. */
export interface Killer {
  readonly hooks: SandboxHooks
  /** Strikes at the call that comes after so many others. */
  arm(calls: number, when: Moment): void
  disarm(): void
  isArmed(): boolean
  deaths(): number
}

export function killerOf(kill: () => void): Killer {
  let left: number | null = null
  let moment: Moment = 'before'
  let deaths = 0

  function strikes(when: Moment): boolean {
    if (left === null || when !== moment) return false
    left -= 1
    if (left >= 0) return false
    left = null
    deaths += 1
    kill()
    return true
  }

  return {
    hooks: { before: async () => !strikes('before'), after: async () => !strikes('after') },
    arm: (calls, when) => {
      left = calls
      moment = when
    },
    disarm: () => {
      left = null
    },
    isArmed: () => left !== null,
    deaths: () => deaths,
  }
}
