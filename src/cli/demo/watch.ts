import type { WireRequest } from '../../spi/index.ts'
import type { SandboxHooks } from '../../web/mount-sandbox.ts'

/** A moment of a story: before or after one of its calls to a vendor. */
export interface Placement {
  readonly telling: Telling
  /** Which step of the story, from 0. */
  readonly step: number
  /** The call by its name, and the how manieth of that name in its step it is, from 1. */
  readonly call: string
  readonly nth: number
  readonly when: 'before' | 'after'
}

/** `from-start`: an admin connects both vendors (again); `later`: Baton is there already. */
export type Telling = 'from-start' | 'later'

export interface Call {
  readonly step: number
  readonly name: string
}

export interface Watch {
  readonly hooks: SandboxHooks
  /** Forgets what was seen, and strikes at these placements from now on. */
  begin(placements: readonly Placement[]): void
  step(at: number): void
  calls(): readonly Call[]
  /** Placements at which it has struck. */
  struck(): readonly Placement[]
}

/** Sees every call to the vendors, and calls `strike` at the placements it was given. */
export function watchCalls(strike: () => void): Watch {
  let seen: Call[] = []
  let waiting: Placement[] = []
  let struck: Placement[] = []
  let step = 0

  function strikesAt(name: string, when: Placement['when']): boolean {
    const nth = seen.filter(call => call.step === step && call.name === name).length
    const hit = waiting.find(
      one => one.step === step && one.call === name && one.nth === nth && one.when === when,
    )
    if (!hit) return false
    waiting = waiting.filter(one => one !== hit)
    struck.push(hit)
    strike()
    return true
  }

  return {
    hooks: {
      before: async request => {
        const name = nameOfCall(request)
        seen.push({ step, name })
        return !strikesAt(name, 'before')
      },
      after: async request => !strikesAt(nameOfCall(request), 'after'),
    },
    begin: placements => {
      seen = []
      waiting = [...placements]
      struck = []
    },
    step: at => {
      step = at
    },
    calls: () => [...seen],
    struck: () => [...struck],
  }
}

/** Ids of one telling are others in the next: long ones anywhere, short ones of Redmine alone, and what is named by our key. */
const ids = /\d{6,}|(?<=\/)(\d+|baton-[a-z0-9]+)(?=\.json|\/|$)/g

export function nameOfCall(request: Pick<WireRequest, 'method' | 'url'>): string {
  const { host, pathname } = new URL(request.url)
  return `${request.method} ${host} ${pathname.replace(/[0-9a-f]{17}/g, '{id}').replace(ids, '{id}')}`
}

/** Before and after every call of a calm story. */
export function placementsOf(telling: Telling, calls: readonly Call[]): Placement[] {
  return calls.flatMap((call, at) => {
    const nth = calls.slice(0, at + 1).filter(one => one.step === call.step && one.name === call.name).length
    return (['before', 'after'] as const).map(when => ({
      telling,
      step: call.step,
      call: call.name,
      nth,
      when,
    }))
  })
}

export function isSamePlacement(a: Placement, b: Placement): boolean {
  return (
    a.telling === b.telling && a.step === b.step && a.call === b.call && a.nth === b.nth && a.when === b.when
  )
}
