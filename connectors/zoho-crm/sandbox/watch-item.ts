import { invalid, mandatory, Refusal } from './answer.ts'
import type { Call } from './call.ts'
import { isObject } from './check-value.ts'
import { modules } from './modules.ts'
import { readMoment } from './moment.ts'
import type { Channel } from './world.ts'

type Values = Readonly<Record<string, unknown>>

const hour = 3_600_000
const week = 7 * 24 * hour
const largest = 2n ** 63n - 1n
const operations: readonly string[] = ['create', 'edit', 'delete', 'all']
const usersModule = { name: 'Users', id: '770000000000000140' }
const watched = [...modules.filter(one => one.watched), usersModule]

export function watchedModule(name: string): { readonly name: string; readonly id: string } | undefined {
  return watched.find(one => one.name.toLowerCase() === name.toLowerCase())
}

export function channelId(item: Values, path: string): string {
  const given = item.channel_id
  if (given === undefined || given === null) throw mandatory('channel_id', `${path}.channel_id`)
  const text = String(given)
  if (/^\d{1,19}$/.test(text) && BigInt(text) <= largest) return text
  throw invalid({ expected_data_type: 'long', api_name: 'channel_id', json_path: `${path}.channel_id` })
}

/** A subscription as asked for; what an earlier one had fills the gaps when it is amended. */
export function channelOf(call: Call, item: Values, path: string, before: Channel | null): Channel {
  return {
    id: channelId(item, path),
    userId: call.user.id,
    events: item.events === undefined && before ? before.events : eventsOf(item, path),
    url: item.notify_url === undefined && before ? before.url : urlOf(item, path),
    token: item.token === undefined ? (before?.token ?? null) : tokenOf(item, path),
    expiresAt: expiryOf(call, item, path, before),
    withValues: flag(item, 'return_affected_field_values', path) ?? before?.withValues ?? false,
    withRelated: flag(item, 'notify_on_related_action', path) ?? before?.withRelated ?? true,
    condition:
      item.notification_condition === undefined ? (before?.condition ?? []) : conditionOf(item, path),
  }
}

export function eventsOf(item: Values, path: string): readonly string[] {
  const json_path = `${path}.events`
  if (item.events === undefined) throw mandatory('events', json_path)
  if (!Array.isArray(item.events) || item.events.length === 0)
    throw invalid({ expected_data_type: 'jsonarray', api_name: 'events', json_path })
  return item.events.map((event, at) => eventOf(event, `${json_path}[${at}]`))
}

function eventOf(event: unknown, json_path: string): string {
  const [name = '', operation = ''] = String(event).split('.')
  const module = watchedModule(name)
  if (module && operations.includes(operation)) return `${module.name}.${operation}`
  throw invalid({ api_name: 'events', json_path })
}

function urlOf(item: Values, path: string): string {
  const json_path = `${path}.notify_url`
  if (item.notify_url === undefined) throw mandatory('notify_url', json_path)
  const text = String(item.notify_url)
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return text
  throw invalid({ expected_data_type: 'website', api_name: 'notify_url', json_path })
}

function tokenOf(item: Values, path: string): string | null {
  const json_path = `${path}.token`
  if (item.token === null) return null
  if (typeof item.token !== 'string')
    throw invalid({ expected_data_type: 'text', api_name: 'token', json_path })
  if (item.token.length <= 50) return item.token
  throw invalid({ maximum_length: 50, api_name: 'token', json_path })
}

/** Nothing said: one hour. More than a week: not refused, but one hour again. */
function expiryOf(call: Call, item: Values, path: string, before: Channel | null): number {
  const now = call.world.now()
  const asked = item.channel_expiry
  if (asked === undefined || asked === null) return before ? before.expiresAt : now + hour
  const moment = readMoment(asked)
  const json_path = `${path}.channel_expiry`
  if (moment === null)
    throw invalid({ expected_data_type: 'datetime', api_name: 'channel_expiry', json_path })
  const expiresAt = Date.parse(moment)
  if (expiresAt <= now) throw invalid({ api_name: 'channel_expiry', json_path })
  return expiresAt - now > week ? now + hour : expiresAt
}

function flag(item: Values, name: string, path: string): boolean | undefined {
  const value = item[name]
  if (value === undefined || typeof value === 'boolean') return value
  throw invalid({ expected_data_type: 'boolean', api_name: name, json_path: `${path}.${name}` })
}

function conditionOf(item: Values, path: string): readonly unknown[] {
  const json_path = `${path}.notification_condition`
  const given = item.notification_condition
  if (given === null) return []
  if (!Array.isArray(given))
    throw invalid({ expected_data_type: 'jsonarray', api_name: 'notification_condition', json_path })
  for (const one of given) refuseCondition(one, json_path)
  return given
}

function refuseCondition(one: unknown, json_path: string): void {
  if (!isObject(one) || !isObject(one.field_selection) || !isObject(one.module))
    throw new Refusal(400, 'EXPECTED_FIELD_MISSING', 'expected field missing', { json_path })
  const named = fieldNamesIn(one.field_selection)
  if (named.length > 10) throw new Refusal(400, 'LIMIT_REACHED', 'limit reached', { limit: 10, json_path })
}

/** The fields of a group, and of the groups in it. */
export function fieldNamesIn(selection: Values): readonly string[] {
  const field = selection.field
  if (isObject(field)) return [String(field.api_name)]
  const group = Array.isArray(selection.group) ? selection.group : []
  return group.filter(isObject).flatMap(fieldNamesIn)
}
