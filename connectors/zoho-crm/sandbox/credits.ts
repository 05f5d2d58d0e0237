import type { Call, Route } from './call.ts'
import { throttled } from './refusals.ts'
import type { World } from './world.ts'

interface Edition {
  readonly base: number
  readonly perUser: number
  readonly most: number
  readonly atOnce: number
}

const editions = {
  free: { base: 5_000, perUser: 0, most: 5_000, atOnce: 5 },
  standard: { base: 50_000, perUser: 250, most: 100_000, atOnce: 10 },
  professional: { base: 50_000, perUser: 500, most: 3_000_000, atOnce: 15 },
  enterprise: { base: 50_000, perUser: 1_000, most: 5_000_000, atOnce: 20 },
  ultimate: { base: 50_000, perUser: 2_000, most: Number.POSITIVE_INFINITY, atOnce: 25 },
} as const satisfies Readonly<Record<string, Edition>>
const heavyAtOnce = 10
const day = 86_400_000

function edition(world: World): Edition {
  return editions[world.switches.get('edition')]
}

function allowed(world: World): number {
  const set = world.switches.amount('credits')
  const { base, perUser, most } = edition(world)
  return set > 0 ? set : Math.min(most, base + perUser * world.users.size)
}

function spent(world: World): number {
  const since = world.now() - day / Math.max(1, world.switches.amount('window-scale'))
  while (world.spent[0] && world.spent[0].at <= since) world.spentCredits -= world.spent.shift()?.credits ?? 0
  return world.spentCredits
}

/** Takes what the call costs out of the rolling day, or refuses it. The cause of a refusal is not told. */
export function spend(world: World, route: Route, call: Call): void {
  const credits = route.credits?.(call) ?? 1
  if (spent(world) + credits > allowed(world)) throw throttled()
  world.spent.push({ at: world.now(), credits })
  world.spentCredits += credits
}

/** Only told once half of the day's credits are gone. */
export function creditsHeader(world: World): Readonly<Record<string, string>> {
  const left = allowed(world) - spent(world)
  return left * 2 <= allowed(world) ? { 'x-api-credits-remaining': String(left) } : {}
}

/** Holds a place among the calls that run at a time; returns how to leave it. */
export function enter(world: World, heavy: boolean): () => void {
  const full = world.inFlight >= edition(world).atOnce
  if (full || (heavy && world.heavyInFlight >= heavyAtOnce)) throw throttled()
  world.inFlight += 1
  if (heavy) world.heavyInFlight += 1
  return () => {
    world.inFlight -= 1
    if (heavy) world.heavyInFlight -= 1
  }
}

/** Ten records a credit. */
export function writeCredits(call: Call): number {
  return Math.max(1, Math.ceil(countRecords(call) / 10))
}

export function writeIsHeavy(call: Call): boolean {
  return countRecords(call) > 10
}

function countRecords(call: Call): number {
  try {
    const body: unknown = JSON.parse(call.body)
    const data = (body as { data?: unknown } | null)?.data
    return Array.isArray(data) ? data.length : 0
  } catch {
    return 0
  }
}
