import { diceFrom } from '../../src/cli/demo/dice.ts'
import { hasClient, isMapped } from '../../src/cli/demo/outcome.ts'
import type { Plot } from '../../src/cli/demo/plot.ts'
import { seed as seedCompany, setUp } from '../../src/cli/demo/set-up.ts'
import { until } from '../../src/cli/demo/until.ts'
import type { VendorPair } from '../../src/cli/demo/vendor-pairs.ts'
import type { Side } from '../../src/core/value.ts'
import { mappingSweep } from '../../src/engine/verbs/mapping-sweep.ts'
import { mappingSync } from '../../src/engine/verbs/mapping-sync.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { pause } from '../../src/spi/bad-days.ts'
import type { StoppableServer } from '../support/stoppable-server.ts'
import { gather } from './gather.ts'
import { judge } from './judge/judge.ts'
import { storyBehind } from './judge/story-behind.ts'
import { atTheDesk, comesToRest, drawsBreath, looksAtFailures, readsAllThreads } from './operator.ts'
import { type Crew, newCrew, somebodyEdits } from './people.ts'
import { planOf, type Step } from './plan.ts'
import { openTheatre, type Theatre, windowScale } from './theatre.ts'
import { toldOf } from './told-of.ts'
import { keepTraces } from './traces.ts'
import { bringTrouble } from './troubles.ts'

export interface ChaosAsk {
  readonly server: StoppableServer
  readonly databaseUrl: string
  readonly cacheFolder: string
  readonly pair: VendorPair
  readonly edits: number
  /** Nodes killed besides what goes wrong anyway. */
  readonly deaths?: number
  readonly seed: number
  readonly say?: (line: string) => void
  /** Where what tells of a run that went wrong is kept. */
  readonly traces?: string
}

export interface ChaosVerdict {
  /** Edits that were made; the others were about something that was not there (yet, or any more). */
  readonly made: number
  readonly troubles: Readonly<Record<string, number>>
  readonly faults: readonly string[]
  /** What happened to the rows that a fault names, by the histories and by Baton's journal. */
  readonly stories: readonly string[]
}

/** Real processes, people who edit, and everything that can go wrong; judged by the vendors' own histories. */
export async function chaos(ask: ChaosAsk): Promise<ChaosVerdict> {
  const theatre = await openTheatre(ask)
  let isWell = false
  try {
    const crew = await company(theatre, ask.pair)
    ask.say?.('a won deal has its project')
    const told = await play(theatre, crew, planOf(ask.seed, ask.edits, ask.deaths), ask)
    await everythingIsLookedAt(theatre, ask.say)
    ask.say?.('all is done; the histories are read and judged')
    const evidence = await gather(crew, theatre, windowScale)
    const faults = judge(evidence)
    const stories = []
    for (const fault of faults)
      stories.push(...storyBehind(fault, evidence), ...(await toldOf(fault, theatre.stage.engine.pool)))
    isWell = faults.length === 0
    return { ...told, faults, stories }
  } finally {
    if (!isWell && ask.traces !== undefined) await keepTraces(theatre, ask.traces)
    await theatre.close()
  }
}

/** A deal that was won, and its project: that is where people work. */
async function company(theatre: Theatre, pair: VendorPair): Promise<Crew> {
  const { stage, post } = theatre
  const plot: Plot = { account: 'Zylker', dealName: 'Roll-out' }
  await stage.screens.pm.welcomeSales?.()
  await seedCompany({ ...stage, hookUrl: connection => `${post.url}/hooks/${connection}` }, plot)
  await setUp(stage, text => mappingFor(text, pair))
  await comesToRest(theatre)
  await until('the account is mapped', () => isMapped(stage, plot))
  await stage.screens.crm.winDeal(plot.dealId ?? '')
  await until('the project is there', () => hasClient(stage, plot))
  await comesToRest(theatre)
  const [project] = await stage.screens.pm.projectsNamed(plot.dealName)
  const homes = { crm: plot.dealId ?? '', pm: project?.id ?? '' }
  return newCrew(stage, plot.accountId ?? '', homes, !crossesFrom(pair).includes('crm'))
}

/** EspoCRM takes no task without somebody to do it, and those of a template have nobody: there they are asked for. */
function crossesFrom(pair: VendorPair): readonly Side[] {
  return pair.startsWith('espocrm') ? ['pm'] : ['crm', 'pm']
}

/** An hour is as much shorter here as all windows are: people do the work of weeks in some minutes. */
const brake = `brake: { deletes: 20, overwrites: 1000, minutes: ${Math.round(60 / windowScale)} }\n`

/** Tasks cross by themselves where they can, and of two titles the newer one stays: so much is overwritten, and has to be told. */
function mappingFor(text: string, pair: VendorPair): string {
  const changed = text
    .replace(/create: \[\](?= .*'Add to CRM')/, `create: [${crossesFrom(pair).join(', ')}]`)
    .replace('pm: title }', 'pm: title, tie: newest }')
    .replace('pm: status, ', 'pm: status, tie: crm, ')
  if (changed.match(/tie: /g)?.length !== 3 || changed.includes('create: []') || changed.includes('brake:'))
    throw new Error(`The mapping ${pair} has changed; the laboratory has to know how.`)
  return changed.replace('\naccounts:', () => `\n${brake}\naccounts:`)
}

async function play(theatre: Theatre, crew: Crew, plan: readonly Step[], ask: ChaosAsk) {
  const desk = atTheDesk(theatre, diceFrom(ask.seed + 1))
  const troubles: Record<string, number> = {}
  let made = 0
  let asked = 0
  for (const step of plan) {
    if (step.kind === 'edit') {
      asked += 1
      if (await somebodyEdits(crew, step)) made += 1
      await pause(step.pauseMs)
    } else if (step.kind === 'trouble') {
      const name =
        step.trouble === 'vendor' ? step.fault : step.trouble === 'post' ? `post ${step.how}` : step.trouble
      troubles[name] = (troubles[name] ?? 0) + 1
      await bringTrouble(theatre, step)
    } else {
      theatre.killer.disarm()
      await looksAtFailures(theatre.stage)
      ask.say?.(`${asked} edits, ${made} of them made; everybody draws breath`)
      await drawsBreath(theatre)
      ask.say?.('all is done but for what waits for its time')
    }
  }
  await desk.leaves()
  return { made, troubles }
}

/** Webhooks were lost; at the end everything is read anew, and both sides are compared whole. */
async function everythingIsLookedAt(theatre: Theatre, say: ChaosAsk['say']): Promise<void> {
  const { stage, killer } = theatre
  const { engine, mapping } = stage
  killer.disarm()
  await drawsBreath(theatre)
  await looksAtFailures(stage)
  say?.('all edits are made; everything is read anew')
  await perform(engine, mappingSync, operator(), { mapping, full: true })
  await comesToRest(theatre)
  say?.('everything was read; both sides are compared whole')
  await perform(engine, mappingSweep, operator(), { mapping })
  // Only its end asks for all threads.
  await comesToRest(theatre)
  say?.('both sides were compared; all threads are read anew')
  await readsAllThreads(theatre)
  await comesToRest(theatre)
}
