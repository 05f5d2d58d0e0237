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
import { waitUntil } from './wait-until.ts'
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

export type Forecast = z.output<typeof mappingForecast.answer> & { readonly mapping: string }

async function untilDone(
  shell: Shell,
  engine: Engine,
  mappings: readonly string[],
  { json }: SyncOptions,
): Promise<readonly Forecast[]> {
  const progress = openProgress(shell, json === true)
  try {
    return await waitUntil(shell, {
      look: () => Promise.all(mappings.map(mapping => forecastOf(engine, mapping))),
      isDone: ahead => ahead.every(isDone),
      moves: ahead => ahead.map(whatMoves),
      show: progress.show,
      say: progress.say,
      later: 'baton sync',
    })
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
