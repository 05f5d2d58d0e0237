import type { Variables } from '../node-process.ts'
import { connections } from '../set-up.ts'
import { openStage, type Stage } from '../stage.ts'
import { play } from '../story.ts'
import type { VendorPair } from '../vendor-pairs.ts'
import { afternoon } from './afternoon.ts'
import { type CompanySize, inventCompany } from './company.ts'
import { type DayPlot, dayPlot } from './day-plot.ts'
import { evening } from './evening.ts'
import { morning } from './morning.ts'
import { seedCompany, seedSeconds } from './seed-company.ts'
import { talk } from './talk.ts'
import { workingDay } from './working-day.ts'

export interface DayAsk {
  readonly pair: VendorPair
  readonly size: CompanySize
  readonly seed: number
  readonly cacheFolder: string
  readonly say: (line: string) => void
  /** Settings of Baton's processes, besides those of every day. */
  readonly variables?: Variables
}

/** By how much windows and waits are shorter than a vendor's own, so that nobody has to sit through them. */
export const windowScale = 60

/** A stage on which a whole company works already, and Baton is about to come. */
export async function openDay(databaseUrl: string, ask: DayAsk): Promise<{ stage: Stage; plot: DayPlot }> {
  const { pair, size, seed, say, cacheFolder } = ask
  const stage = await openStage(databaseUrl, {
    pair,
    secondsAgo: seedSeconds,
    variables: { ...unhurried, ...askedOften(pair), NODE_COMPILE_CACHE: cacheFolder, ...ask.variables },
  })
  if (stage.pm.sandbox.name === 'zoho-projects') stage.pm.sandbox.turn('window-scale', windowScale)
  const { screens, hookUrl, hookSecret } = stage
  await screens.pm.welcomeSales?.()
  const company = inventCompany(seed, size, new Date().toISOString().slice(0, 10))
  say('People fill both tools with a month of work. This takes half a minute.')
  const ids = await seedCompany(company, stage)
  screens.pm.makeWebhooks?.(hookUrl(connections.pm), hookSecret)
  return { stage, plot: dayPlot(company, ids, say) }
}

/** From connecting to the evening; each step when everything before it has come to rest. */
export function playDay(stage: Stage, plot: DayPlot): Promise<void> {
  const { say } = plot
  return play([...morning(stage), ...workingDay, ...talk, ...afternoon, ...evening(stage)], stage, plot, {
    before: step => say(step.tell(stage)),
    after: step => say(`   ${step.shows(stage, plot)}`),
    patienceMs: 180_000,
  })
}

const unhurried = {
  BATON_WINDOW_SCALE: String(windowScale),
  BATON_SLOTS: '4',
  BATON_LEASE_SECONDS: '10',
  BATON_REQUEST_TIMEOUT_MS: '3000',
}

/** Redmine tells nobody what changes, and Zoho CRM lists what was deleted. */
function askedOften(pair: VendorPair) {
  return { BATON_POLL_SECONDS: pair.endsWith('redmine') ? '5' : '15' }
}
