import { z } from 'zod'
import type { FaultOrder, PersonAct, Sandbox, WireRequest } from '../spi/index.ts'
import { type SeedOrder, seedSandbox } from './seed-sandbox.ts'

const acts = {
  person: z.strictObject({
    as: z.string(),
    does: z.enum(['add', 'edit', 'remove', 'restore']),
    module: z.string(),
    id: z.string().optional(),
    fields: z.record(z.string(), z.unknown()).optional(),
  }),
  fault: z.strictObject({
    fault: z.enum(['unauthorized', 'throttled', 'down', 'slow', 'lost-answer', 'garbled']),
    match: z.string().optional(),
    times: z.number().int().positive().optional(),
  }),
  switch: z.strictObject({ name: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) }),
  clock: z.strictObject({ advance: z.number() }),
}

export interface ControlAnswer {
  readonly status: number
  readonly body: unknown
}

/** `/__sandbox/*`: any HTTP client can play a person at the vendor's own screen, look behind it, and break things. */
export function controlSandbox(sandbox: Sandbox, request: WireRequest): ControlAnswer {
  const verb = new URL(request.url).pathname.replace(/^\/__sandbox\/?/, '')
  try {
    const body =
      request.method === 'GET' ? look(sandbox, verb) : order(sandbox, verb, JSON.parse(request.body || '{}'))
    if (body !== undefined) return { status: 200, body }
    const known = 'GET state, history, calls, switches; POST person, seed, fault, switch, clock'
    return {
      status: 404,
      body: { error: `There is no ${request.method} /__sandbox/${verb}. There are: ${known}.` },
    }
  } catch (error) {
    return { status: 400, body: { error: wordsOf(error) } }
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error)
  return error instanceof Error ? error.message : String(error)
}

function look(sandbox: Sandbox, verb: string): unknown {
  if (verb === 'state') return sandbox.state()
  if (verb === 'history') return sandbox.history()
  if (verb === 'switches') return sandbox.switches()
  return verb === 'calls' ? sandbox.calls() : undefined
}

function order(sandbox: Sandbox, verb: string, body: unknown): unknown {
  switch (verb) {
    case 'person':
      return sandbox.person(acts.person.parse(body) as PersonAct)
    case 'seed':
      return seedSandbox(sandbox, body as SeedOrder)
    case 'fault':
      sandbox.fault(acts.fault.parse(body) as FaultOrder)
      return { done: true }
    case 'switch': {
      const { name, value } = acts.switch.parse(body)
      sandbox.turn(name, value)
      return { done: true }
    }
    case 'clock':
      sandbox.advance(acts.clock.parse(body).advance)
      return { done: true }
    default:
      return undefined
  }
}
