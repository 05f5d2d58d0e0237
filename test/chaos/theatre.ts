import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { type NodeProcess, startNodeProcess } from '../../src/cli/demo/node-process.ts'
import { openStage, type Stage } from '../../src/cli/demo/stage.ts'
import { type Side, sides } from '../../src/core/value.ts'
import type { WireRequest } from '../../src/spi/index.ts'
import type { SandboxHooks } from '../../src/web/mount-sandbox.ts'
import { backupsOf } from './backups.ts'
import { clockVariables } from './clocks.ts'
import { consentsOn } from './consents.ts'
import type { Arrival } from './evidence.ts'
import { type Killer, killerOf } from './killer.ts'
import type { ChaosAsk } from './laboratory.ts'
import { openPostOffice } from './post-office.ts'
import { idsShown } from './shown-rows.ts'
import type { Breakable } from './troubles.ts'
import { wordsOfVendor } from './vendor-words.ts'

/** Everything a run needs: both vendors in a box, three nodes of Baton, and what breaks them. */
export interface Theatre extends Breakable {
  /** Every call that came to a vendor. */
  readonly arrivals: readonly Arrival[]
  /** The rows that an answer showed which reached Baton: `side id`. */
  readonly shown: ReadonlySet<string>
  say(line: string): void
  close(): Promise<void>
}

/** By how much the vendors' windows, and Baton's, are shorter than in life. */
export const windowScale = 50

const variables = {
  BATON_WINDOW_SCALE: String(windowScale),
  BATON_POLL_SECONDS: '3',
  BATON_SLOTS: '2',
  // A vendor that carries out a call after its time-out and this margin is not waited for (I6), and a box on a busy machine is slow.
  BATON_LEASE_SECONDS: '3',
  BATON_REQUEST_TIMEOUT_MS: '1500',
  BATON_ARRIVAL_MARGIN_MS: '4000',
}

export async function openTheatre(ask: ChaosAsk): Promise<Theatre> {
  const arrivals: Arrival[] = []
  const shown = new Set<string>()
  const nodes: NodeProcess[] = []
  let stage: Stage | null = null
  const killer = killerOf(() => nodes[1]?.kill())
  const post = await openPostOffice()
  const hooks = watching(killer, request => stage && arrivalOf(stage, request), { arrivals, shown })
  const clocks = await mkdtemp(join(ask.cacheFolder, 'clocks-'))
  const more = {
    ...variables,
    ...clockVariables(clocks, 'first'),
    BATON_PUBLIC_URL: post.url,
    NODE_COMPILE_CACHE: ask.cacheFolder,
  }
  stage = await openStage(ask.databaseUrl, { pair: ask.pair, hooks, variables: more })
  post.goesTo(stage.url)
  for (const side of sides) turnShort(stage, side)
  const second = await startNodeProcess('worker', { ...stage.variables, ...clockVariables(clocks, 'second') })
  nodes.push(stage.web, stage.worker, second)
  const close = async () => {
    for (const node of nodes) node.wake()
    await second.stop()
    await stage.close()
    await post.close()
  }
  const { server } = ask
  const broken = { nodes, killer, post, server, consents: consentsOn(stage), backups: backupsOf(stage) }
  return {
    ...broken,
    stage,
    clocks,
    clockJumps: [],
    databaseAheadSeconds: 0,
    arrivals,
    shown,
    say: ask.say ?? (() => {}),
    close,
  }
}

/** Every call to a vendor is counted when it comes, and may be the last one of whoever made it. */
function watching(
  killer: Killer,
  arrivalBehind: (request: WireRequest) => Arrival | null,
  { arrivals, shown }: { readonly arrivals: Arrival[]; readonly shown: Set<string> },
): SandboxHooks {
  return {
    before: async request => {
      const arrival = arrivalBehind(request)
      if (arrival) arrivals.push(arrival)
      return killer.hooks.before?.(request) ?? true
    },
    after: async (request, answer) => {
      const isHeard = (await killer.hooks.after?.(request, answer)) ?? true
      const side = arrivalBehind(request)?.side
      if (isHeard && side) for (const id of idsShown(answer)) shown.add(`${side} ${id}`)
      return isHeard
    },
  }
}

/** As Baton's own windows: a lock-out lasts some seconds, and a slow answer comes after Baton's patience. */
const short: Readonly<Record<string, number>> = {
  'slow-ms': 2000,
  'window-scale': windowScale,
  'retry-after-seconds': 2,
}

function turnShort(stage: Stage, side: Side): void {
  const { sandbox } = stage[side]
  const known = Object.keys(sandbox.switches())
  for (const [name, value] of Object.entries(short)) if (known.includes(name)) sandbox.turn(name, value)
}

/** Renewing a token is no declared call. */
function arrivalOf(stage: Stage, { method, url }: WireRequest): Arrival | null {
  const { host, pathname } = new URL(url)
  if (pathname.includes('/oauth/')) return null
  const side = sides.find(one => stage[one].sandbox.hosts.includes(host))
  if (!side) return null
  const classes = ['*', ...wordsOfVendor(stage[side].sandbox.name).classes(method, pathname)]
  return { side, classes, at: performance.now() }
}
