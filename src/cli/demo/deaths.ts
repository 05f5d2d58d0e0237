import { type DeathStage, openDeathStage, type Performance } from './placements.ts'
import type { VendorPair } from './vendor-pairs.ts'
import { isSamePlacement, type Placement, placementsOf, type Telling } from './watch.ts'

export interface DeathResult {
  readonly placement: Placement
  readonly faults: readonly string[]
}

/** Stages on which stories are told at the same time; they mostly wait for leases to end. */
export const stageCount = 5

/** So many deaths go into one story, far apart. Where one ends badly, each of its deaths is told again alone. */
const deathsPerStory = 12

/** How often a story is told until a call comes that is a matter of moments. */
const mostTries = 4

/** Tells the story with kill -9 before and after every call to a vendor. */
export async function dieEverywhere(
  databases: readonly string[],
  cacheFolder: string,
  pair: VendorPair,
  say: (line: string) => void,
): Promise<DeathResult[]> {
  const stages = await Promise.all(
    databases.map((url, at) => openDeathStage(url, 'ABCDEFGH'[at] ?? 'X', cacheFolder, pair)),
  )
  try {
    const [rehearsals, ...fresh] = stages
    if (!rehearsals) return []
    const { onlyFirst, groups, count } = await allPlacements(rehearsals)
    say(`\nNow again and again, with kill -9 before or after every call to a vendor: ${count} places.`)
    // What only happens the first time needs a stage on which nothing has been told yet.
    const firsts = fresh.map(stage => performAlone(stage, onlyFirst.shift()))
    const work = async (stage: DeathStage, ready: Promise<DeathResult[]>) => [
      await ready,
      await workOff(stage, groups),
    ]
    const results = await Promise.all([
      workOff(rehearsals, groups),
      ...fresh.map(async (stage, at) => (await work(stage, firsts[at] ?? Promise.resolve([]))).flat()),
    ])
    return [
      ...results.flat(),
      ...onlyFirst.map(placement => ({ placement, faults: ['no fresh stage was left for it'] })),
    ]
  } finally {
    await Promise.all(stages.map(stage => stage.close()))
  }
}

/** Tells the story once more with so many deaths, spread over the calls to the vendors. */
export async function dieHereAndThere(
  database: string,
  cacheFolder: string,
  pair: VendorPair,
  count: number,
  say: (line: string) => void,
): Promise<DeathResult[]> {
  say(`\nNow a short story on fresh boxes, with kill -9 at ${count} of the calls to a vendor.`)
  const stage = await openDeathStage(database, 'A', cacheFolder, pair)
  try {
    await stage.rehearse('from-start')
    const all = await placementsTold(stage, 'later')
    const some = all.filter((_one, at) => isPicked(at, all.length, count))
    return await workOff(stage, farApart(some))
  } finally {
    await stage.close()
  }
}

/** Those that come in two tellings: when a vendor is polled is a matter of moments. */
async function placementsTold(stage: DeathStage, telling: Telling): Promise<readonly Placement[]> {
  const again = placementsOf(telling, await stage.rehearse(telling))
  const once = placementsOf(telling, await stage.rehearse(telling))
  return once.filter(one => again.some(other => isSamePlacement(one, other)))
}

/** So many of all, evenly spread. */
function isPicked(at: number, of: number, count: number): boolean {
  return Math.floor((at * count) / of) !== Math.floor(((at - 1) * count) / of)
}

async function allPlacements(stage: DeathStage) {
  const first = placementsOf('from-start', await stage.rehearse('from-start'))
  const again = placementsOf('from-start', await stage.rehearse('from-start'))
  const later = placementsOf('later', await stage.rehearse('later'))
  const onlyFirst = first.filter(one => !again.some(other => isSamePlacement(one, other)))
  const groups = [...farApart(again), ...farApart(later)]
  return { onlyFirst, groups, count: onlyFirst.length + again.length + later.length }
}

/** Shares placements out over stories, so that those of one story lie far apart. */
function farApart(placements: readonly Placement[]): Placement[][] {
  const stories = Math.ceil(placements.length / deathsPerStory)
  return Array.from({ length: stories }, (_, at) =>
    placements.filter((_one, index) => index % stories === at),
  )
}

async function workOff(stage: DeathStage, groups: Placement[][]): Promise<DeathResult[]> {
  const results: DeathResult[] = []
  for (let group = groups.shift(); group; group = groups.shift())
    results.push(...(await performGroup(stage, group)))
  return results
}

async function performGroup(stage: DeathStage, group: readonly Placement[]): Promise<DeathResult[]> {
  const { faults, died } = await stage.perform(group)
  const told = faults.length === 0 ? group.filter(one => died.some(other => isSamePlacement(one, other))) : []
  const again = group.filter(one => !told.includes(one))
  const alone: DeathResult[] = []
  for (const placement of again) alone.push(...(await performAlone(stage, placement)))
  return [...told.map(placement => ({ placement, faults: [] })), ...alone]
}

async function performAlone(stage: DeathStage, placement: Placement | undefined): Promise<DeathResult[]> {
  if (!placement) return []
  let last: Performance = { faults: ['never told'], died: [] }
  for (let tries = 0; tries < mostTries; tries++) {
    last = await stage.perform([placement])
    if (last.faults.length > 0 || last.died.length > 0) return [{ placement, faults: last.faults }]
  }
  return [{ placement, faults: ['the call never came'] }]
}
