import type { WireResponse } from '#spi'
import { type Details, invalid, json, mandatory, problem, Refusal, tooMany } from './answer.ts'
import { bodyOf, type Call } from './call.ts'
import { isObject } from './check-value.ts'
import type { World } from './world.ts'

type Values = Readonly<Record<string, unknown>>

interface Item {
  readonly http: number
  readonly body: Details
}

const automations: readonly string[] = ['workflow', 'approval', 'blueprint', 'pathfinder', 'orchestration']

/** The list in a write's body: `data`, or `watch` for notifications. */
export function itemsOf(call: Call, key: 'data' | 'watch' | 'fields', limit: number): readonly unknown[] {
  const list = bodyOf(call)[key]
  if (list === undefined) throw mandatory(key, `$.${key}`)
  if (!Array.isArray(list))
    throw invalid({ expected_data_type: 'jsonarray', api_name: key, json_path: `$.${key}` })
  if (list.length === 0) throw invalid({ minimum_length: 1, api_name: key, json_path: `$.${key}` })
  if (list.length > limit) throw key === 'watch' ? reached(limit) : tooMany(key, limit)
  return list
}

function reached(limit: number): Refusal {
  return new Refusal(400, 'LIMIT_REACHED', 'limit reached', { limit, json_path: '$.watch' })
}

/** Does each item by itself: a bad one fails alone. */
export function eachItem(
  items: readonly unknown[],
  key: string,
  work: (item: Values, path: string) => Details,
): readonly Item[] {
  return items.map((item, at) => attempt(() => work(asObject(item, key, at), `$.${key}[${at}]`)))
}

function asObject(item: unknown, key: string, at: number): Values {
  if (isObject(item)) return item
  throw invalid({ expected_data_type: 'jsonobject', api_name: key, json_path: `$.${key}[${at}]` })
}

function attempt(work: () => Details): Item {
  try {
    return { http: 200, body: work() }
  } catch (error) {
    if (error instanceof Refusal) return { http: error.http, body: problem(error) }
    throw error
  }
}

export function batchAnswer(
  world: World,
  key: string,
  items: readonly Item[],
  done: 200 | 201,
): WireResponse {
  return json(batchStatus(world, items, done), { [key]: items.map(({ body }) => body) })
}

function batchStatus(world: World, items: readonly Item[], done: 200 | 201): number {
  const failed = items.filter(({ http }) => http !== 200)
  const [first] = failed
  if (!first) return done
  if (failed.length < items.length) return 207
  const alike = failed.every(({ http }) => http === first.http)
  if (items.length === 1 || (alike && first.http === 412)) return first.http
  return Number(world.switches.get('all-failed'))
}

/** Absent means that all automations run, an empty list that none does. */
export function workflowsRun(call: Call): boolean {
  const trigger = bodyOf(call).trigger
  if (trigger === undefined) return true
  if (!Array.isArray(trigger)) throw invalid({ expected_data_type: 'jsonarray', api_name: 'trigger' })
  const unknown = trigger.find(one => !automations.includes(one))
  if (unknown !== undefined)
    throw invalid({ api_name: 'trigger', supported_values: automations, json_path: '$.trigger' })
  return trigger.includes('workflow')
}
