import type { WireRequest } from '../../spi/index.ts'
import type { SandboxHooks } from '../../web/mount-sandbox.ts'
import { openStage, type Stage } from './stage.ts'
import { laterStory, type Plot, play, type Step, story } from './story.ts'
import { faultsIn } from './verdict.ts'

export type Telling = 'from-start' | 'later'

/** One vendor call of the story, by its name and how often it has come before: `POST www.zohoapis.com /crm/v8/coql #2`. */
export interface Placement {
  /** `from-start`: an admin connects both vendors (again); `later`: Baton is there already. */
  readonly telling: Telling
  readonly call: string
  readonly nth: number
  readonly when: 'before' | 'after'
}

export interface PlacementResult {
  readonly placement: Placement
  /** What is wrong with the outcome. Empty: the end is the same as on a calm day. */
  readonly faults: readonly string[]
  /** False when the call did not come this time: how news is gathered into one reading is a matter of moments. */
  readonly wasHit: boolean
}

export function nameOfCall(request: WireRequest): string {
  const { host, pathname } = new URL(request.url)
  return `${request.method} ${host} ${pathname.replace(/\d{6,}/g, '{id}')}`
}

/** Watches the calls to the vendors: counts them by name, and ends Baton when the armed one comes. */
function watch(kill: () => void) {
  const seen: string[] = []
  let armed: Placement | null = null
  let hit = false
  const isArmed = (name: string) =>
    armed?.call === name && seen.filter(one => one === name).length === armed.nth
  const strike = async () => {
    hit = true
    armed = null
    kill()
    return false
  }
  const hooks: SandboxHooks = {
    before: async request => {
      const name = nameOfCall(request)
      seen.push(name)
      return armed?.when === 'before' && isArmed(name) ? strike() : true
    },
    after: async request => {
      return armed?.when === 'after' && isArmed(nameOfCall(request)) ? strike() : true
    },
  }
  return {
    hooks,
    begin: (placement: Placement | null) => {
      seen.length = 0
      armed = placement
      hit = false
    },
    calls: () => [...seen],
    wasHit: () => hit,
  }
}

/** Every call of a calm story, before and after it. */
export function placementsOf(telling: Telling, calls: readonly string[]): Placement[] {
  const counts = new Map<string, number>()
  return calls.flatMap(call => {
    const nth = (counts.get(call) ?? 0) + 1
    counts.set(call, nth)
    return (['before', 'after'] as const).map(when => ({ telling, call, nth, when }))
  })
}

export interface PlacementStage {
  /** Plays on a calm day and answers the vendor calls that it made: setting up only, or everything after that. */
  rehearse(telling: Telling): Promise<readonly string[]>
  perform(placement: Placement): Promise<PlacementResult>
  close(): Promise<void>
}

/** Zoho grants ten access tokens in ten minutes, and so many calls in two; each story has its own ten minutes. */
const betweenStoriesSeconds = 601

/** A stage on which the story is told again and again, each time with a death at another place. */
export async function openPlacementStage(
  databaseUrl: string,
  name: string,
  folder: string,
): Promise<PlacementStage> {
  let stage: Stage | null = null
  const watching = watch(() => stage?.node.kill())
  stage = await openStage(databaseUrl, watching.hooks, {
    NODE_COMPILE_CACHE: folder,
    BATON_LOG_LEVEL: 'warn',
  })
  const on = stage
  let told = 0

  async function tell(steps: readonly Step[], placement: Placement | null): Promise<Plot> {
    told += 1
    const plot: Plot = { account: `Zylker ${name}${told}`, dealName: `Roll-out ${name}${told}` }
    for (const { sandbox } of [on.crm, on.pm]) sandbox.advance(betweenStoriesSeconds)
    watching.begin(placement)
    await play(steps, on, plot, () => {})
    return plot
  }

  async function perform(placement: Placement): Promise<PlacementResult> {
    try {
      const faults = faultsIn(on, await tell(placement.telling === 'later' ? laterStory : story, placement))
      return { placement, faults, wasHit: watching.wasHit() }
    } catch (error) {
      return { placement, faults: [error instanceof Error ? error.message : String(error)], wasHit: true }
    }
  }

  async function rehearse(telling: Telling): Promise<readonly string[]> {
    const plot = await tell(telling === 'later' ? laterStory : story.slice(0, 1), null)
    const faults = telling === 'later' ? faultsIn(on, plot) : []
    if (faults.length > 0) throw new Error(`A calm story ended badly: ${faults.join('; ')}`)
    return watching.calls()
  }

  return { rehearse, perform, close: () => on.close() }
}
