import { Refusal } from './refusal.ts'
import type { World } from './world.ts'

interface Mode {
  readonly calls: number
  readonly lockMinutes: number
  readonly status: number
  readonly prolongs: boolean
  readonly headers: boolean
}

const modeA: Mode = { calls: 200, lockMinutes: 10, status: 429, prolongs: false, headers: true }
const modeB: Mode = { calls: 100, lockMinutes: 30, status: 400, prolongs: true, headers: false }

const windowSeconds = 120
const detailCall = 'GET projects/:project/tasks/:task'

export interface Pace {
  readonly headers: Readonly<Record<string, string>>
  readonly refusal: Refusal | null
}

/** Counts a call against its verb and pattern. One call too many locks the pattern, not the client. */
export function countCall(world: World, key: string): Pace {
  const mode = modeOf(world)
  if (!mode) return { headers: {}, refusal: null }
  const now = world.clock.now()
  const seen = world.windows.get(key) ?? { calls: [], lockedUntil: 0 }
  const scale = scaleOf(world)
  const limit = mode === modeA && key === detailCall ? world.switches.amount('rate-detail-limit') : mode.calls
  const open = seen.lockedUntil <= now
  const calls = open ? seen.calls.filter(at => at > now - (windowSeconds * 1000) / scale) : seen.calls
  if (open && calls.length < limit) {
    world.windows.set(key, { calls: [...calls, now], lockedUntil: 0 })
    return { headers: headersOf(mode, limit, limit - calls.length - 1, scale), refusal: null }
  }
  const lockedUntil = open || prolongs(world, mode) ? now + lockMs(world, mode, scale) : seen.lockedUntil
  world.windows.set(key, { calls: [], lockedUntil })
  return locked(world, mode, limit, scale, (lockedUntil - now) / 1000)
}

/** By how much all windows are shorter than the vendor's. */
export function scaleOf(world: World): number {
  return world.switches.amount('window-scale') || 1
}

function modeOf(world: World): Mode | null {
  const name = world.switches.get('rate-mode')
  return name === 'off' ? null : name === 'A' ? modeA : modeB
}

function lockMs(world: World, mode: Mode, scale: number): number {
  return ((world.switches.amount('lock-minutes') || mode.lockMinutes) * 60_000) / scale
}

function prolongs(world: World, mode: Mode): boolean {
  const told = world.switches.get('prolong-lock')
  return told === 'always' || (told === 'by-mode' && mode.prolongs)
}

function headersOf(mode: Mode, limit: number, left: number, scale: number): Pace['headers'] {
  if (!mode.headers) return {}
  return {
    ratelimit: String(limit),
    'ratelimit-remaining': String(left),
    'ratelimit-window': String(Math.ceil(windowSeconds / scale)),
    'ratelimit-window-unit': 'seconds',
  }
}

function locked(world: World, mode: Mode, limit: number, scale: number, seconds: number): Pace {
  const wait = Math.ceil(seconds)
  const after = mode.headers ? { 'retry-after': String(wait) } : {}
  const headers = { ...headersOf(mode, limit, 0, scale), ...after }
  return { headers, refusal: tooFast(world, mode, limit, wait) }
}

function tooFast(world: World, mode: Mode, limit: number, wait: number): Refusal {
  const told = world.switches.get('rate-status')
  const minutes = Math.max(1, Math.ceil(wait / 60))
  const message =
    `Cannot execute more than ${limit} requests per API in 2 minutes. ` +
    `Try again after ${minutes} minutes.`
  const status = told === 'by-mode' ? mode.status : Number(told)
  return new Refusal(status, { kind: 'throttled', message, legacy: mode === modeB }, message)
}

/** The answer of a locked pattern without a lock: for a bad day on request. */
export function asIfLocked(world: World): Pace {
  const mode = modeOf(world) ?? modeA
  const scale = scaleOf(world)
  return locked(world, mode, mode.calls, scale, (mode.lockMinutes * 60) / scale)
}
