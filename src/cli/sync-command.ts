import { setTimeout as sleep } from 'node:timers/promises'
import { Command } from 'commander'
import type { z } from 'zod'
import type { Engine } from '../engine/engine.ts'
import { mappingForecast } from '../engine/verbs/mapping-forecast.ts'
import { mappingList } from '../engine/verbs/mapping-list.ts'
import { mappingSync } from '../engine/verbs/mapping-sync.ts'
import { type MappingState, overviewShow } from '../engine/verbs/overview-show.ts'
import { operator, perform } from '../engine/verbs/verb.ts'
import { type AskOptions, asking, tell } from './ask.ts'
import { CommandError } from './command-error.ts'
import { openProgress } from './progress.ts'
import type { Shell } from './shell.ts'
import { withEngine } from './with-engine.ts'

interface SyncOptions extends AskOptions {
  readonly full?: true
}

/** `baton sync`: has a running node look for changes now, and waits until all of it is carried across. */
export function syncCommand(shell: Shell): Command {
  return asking(new Command('sync'))
    .description('Look for changes now, and wait until all is carried across. A running node does the work.')
    .argument('[mapping...]', 'these; all that are on when left out')
    .option('--full', 'compare everything, for what webhooks and polling missed')
    .action(async (names: string[], options: SyncOptions) => {
      const states = await withEngine(shell, engine => syncAll(shell, engine, names, options))
      tell(shell, options, states, states.map(endWords))
    })
}

async function syncAll(shell: Shell, engine: Engine, names: string[], options: SyncOptions) {
  const actor = operator(options.by)
  const { items } = await perform(engine, mappingList, actor, {})
  const mappings = names.length > 0 ? names : items.filter(one => one.state === 'on').map(one => one.name)
  if (mappings.length === 0)
    throw new CommandError('refused', 'No mapping is on. Switch one on with: baton mapping on')
  for (const mapping of mappings)
    await perform(engine, mappingSync, actor, { mapping, full: options.full === true })
  const ended = await untilDone(shell, engine, mappings, options)
  const overview = await perform(engine, overviewShow, actor, {})
  return overview.mappings
    .filter(one => mappings.includes(one.mapping))
    .map(one => ({ ...one, resting: ended.find(({ mapping }) => mapping === one.mapping)?.resting ?? 0 }))
}

const pollMs = 500
/** After so many looks at the same, somebody should be told. */
const patience = 30

export type Forecast = z.output<typeof mappingForecast.answer> & { readonly mapping: string }

/** Waiting is all that is done here: whoever stops it stops nothing else. */
async function untilDone(
  shell: Shell,
  engine: Engine,
  mappings: readonly string[],
  { json }: SyncOptions,
): Promise<readonly Forecast[]> {
  const progress = openProgress(shell, json === true)
  const stopped = shell.untilStopped().then(() => 'stopped' as const)
  try {
    for (let [same, last] = [0, '']; ; ) {
      const ahead = await Promise.all(mappings.map(mapping => forecastOf(engine, mapping)))
      if (ahead.every(isDone)) return ahead
      same = JSON.stringify(ahead.map(whatMoves)) === last ? same + 1 : 0
      last = JSON.stringify(ahead.map(whatMoves))
      progress.show(ahead)
      if (same === patience)
        progress.say('Nothing has moved for a while. If no node runs, start one with: baton start')
      if ((await Promise.race([stopped, sleep(pollMs)])) === 'stopped') throw leftAlone()
    }
  } finally {
    progress.end()
  }
}

async function forecastOf(engine: Engine, mapping: string): Promise<Forecast> {
  return { mapping, ...(await perform(engine, mappingForecast, operator(), { mapping })) }
}

/** What failed, or waits for a person or another row, is told at the end and not waited for. */
function isDone({ keys, resting, reading, news }: Forecast): boolean {
  return keys === resting && reading.length === 0 && !news
}

function whatMoves({ keys, reading, news }: Forecast): object {
  return { keys, reading, news }
}

function leftAlone(): CommandError {
  return new CommandError(
    'interrupted',
    'Not waited for any longer. The work goes on where a node runs; see how far it is with: baton sync',
  )
}

type Ended = MappingState & Pick<Forecast, 'resting'>

function endWords({ mapping, links, holds, refusals, failing, resting }: Ended): string {
  const count = (some: MappingState['holds']) => some.reduce((sum, one) => sum + one.count, 0)
  const open = [
    [count(holds), 'question waits', 'questions wait', ' (baton holds list)'],
    [count(refusals), 'value is refused', 'values are refused', ''],
    [failing, 'row fails', 'rows fail', ' (baton failing)'],
    [resting, 'row is tried again later', 'rows are tried again later', ' (baton failing)'],
  ] as const
  const told = open.flatMap(([many, one, more, where]) =>
    many === 0 ? [] : [`${many} ${many === 1 ? one : more}${where}`],
  )
  const all = told.length > 0 ? 'all else' : 'all'
  return `${mapping}: ${all} is carried across; ${links} ${links === 1 ? 'link' : 'links'}${told.map(one => `, ${one}`).join('')}.`
}
