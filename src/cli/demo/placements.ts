import type { Plot } from './plot.ts'
import { openStage, type Stage } from './stage.ts'
import { laterStory, play, story } from './story.ts'
import type { VendorPair } from './vendor-pairs.ts'
import { faultsIn } from './verdict.ts'
import { type Call, type Placement, type Telling, type Watch, watchCalls } from './watch.ts'

/** One story with deaths in it. */
export interface Performance {
  /** What is wrong with the outcome. Empty: the end is the same as on a calm day. */
  readonly faults: readonly string[]
  /** Where Baton died. How news is gathered into one reading is a matter of moments, so a call may not have come. */
  readonly died: readonly Placement[]
}

export interface DeathStage {
  /** Plays on a calm day and answers the calls it took: of setting up only, or of everything after that. */
  rehearse(telling: Telling): Promise<readonly Call[]>
  /** All placements of one telling. */
  perform(placements: readonly Placement[]): Promise<Performance>
  close(): Promise<void>
}

/** Zoho grants ten access tokens in ten minutes, and so many calls in two; each story has ten minutes of its own. */
const betweenStoriesSeconds = 601

/** A stage on which the story is told again and again, each time with deaths at other places. */
export async function openDeathStage(
  databaseUrl: string,
  name: string,
  cacheFolder: string,
  pair: VendorPair = 'zoho',
): Promise<DeathStage> {
  let stage: Stage | null = null
  const watch = watchCalls(() => stage?.worker.kill())
  const variables = { NODE_COMPILE_CACHE: cacheFolder }
  stage = await openStage(databaseUrl, { hooks: watch.hooks, variables, pair })
  return onStage(stage, watch, name)
}

function onStage(stage: Stage, watch: Watch, name: string): DeathStage {
  let told = 0

  async function tell(steps: typeof story, placements: readonly Placement[]): Promise<Plot> {
    told += 1
    const plot: Plot = { account: `Zylker ${name}${told}`, dealName: `Roll-out ${name}${told}` }
    for (const { sandbox } of [stage.crm, stage.pm]) sandbox.advance(betweenStoriesSeconds)
    watch.begin(placements)
    await play(steps, stage, plot, { before: (_step, at) => watch.step(at) })
    return plot
  }

  async function perform(placements: readonly Placement[]): Promise<Performance> {
    const steps = placements[0]?.telling === 'later' ? laterStory : story
    try {
      return { faults: await faultsIn(stage, await tell(steps, placements)), died: watch.struck() }
    } catch (error) {
      return { faults: [error instanceof Error ? error.message : String(error)], died: watch.struck() }
    }
  }

  async function rehearse(telling: Telling): Promise<readonly Call[]> {
    const plot = await tell(telling === 'later' ? laterStory : story.slice(0, 1), [])
    const faults = telling === 'later' ? await faultsIn(stage, plot) : []
    if (faults.length > 0) throw new Error(`A calm story ended badly: ${faults.join('; ')}`)
    return watch.calls()
  }

  return { rehearse, perform, close: () => stage.close() }
}
