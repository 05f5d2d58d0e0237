import type { WireResponse } from '#spi'
import { type Details, empty, json, Refusal, success, tooMany } from './answer.ts'
import { batchAnswer, eachItem, itemsOf } from './batch.ts'
import { type Call, csv, mustQuery, query, wholeQuery } from './call.ts'
import { channelId, channelOf, eventsOf } from './watch-item.ts'
import { modulesOf, printEvent, printPlace, printWatch } from './watch-print.ts'
import type { Channel, World } from './world.ts'

type Values = Readonly<Record<string, unknown>>

const most = 50
const subscribed = 'Successfully subscribed for actions-watch of the given module'

export function enable(call: Call): WireResponse {
  return each(call, 201, (item, path) => keep(call, channelOf(call, item, path, null)))
}

/** Replaces: keys that are not sent fall back to their defaults. */
export function replace(call: Call): WireResponse {
  return each(call, 200, (item, path) => {
    live(call.world, channelId(item, path))
    return keep(call, channelOf(call, item, path, null))
  })
}

export function amend(call: Call): WireResponse {
  return each(call, 200, (item, path) => {
    const before = live(call.world, channelId(item, path))
    if (item._delete_events === true) return dropEvents(call, before, eventsOf(item, path))
    return keep(call, channelOf(call, item, path, before))
  })
}

function each(call: Call, done: 200 | 201, work: (item: Values, path: string) => Details): WireResponse {
  return batchAnswer(call.world, 'watch', eachItem(itemsOf(call, 'watch', most), 'watch', work), done)
}

function keep(call: Call, channel: Channel): Details {
  call.world.channels.set(channel.id, channel)
  return success(subscribed, { events: modulesOf(channel).map(name => printEvent(call, channel, name)) })
}

/** An expired channel is as good as none: it has to be set up anew. */
function live(world: World, id: string): Channel {
  const found = world.channels.get(id)
  if (found && found.expiresAt > world.now()) return found
  throw new Refusal(400, 'NOT_SUBSCRIBED', 'Not subscribed for actions-watch of the given channel')
}

function dropEvents(call: Call, channel: Channel, dropped: readonly string[]): Details {
  const events = channel.events.filter(event => !dropped.includes(event))
  if (events.length > 0) call.world.channels.set(channel.id, { ...channel, events })
  else call.world.channels.delete(channel.id)
  const told = modulesOf({ ...channel, events: dropped }).map(name => printPlace(call, channel, name))
  return success('Successfully removed the subscribe details', { events: told })
}

export function disable(call: Call): WireResponse {
  const ids = csv(mustQuery(call, 'channel_ids'))
  if (ids.length > most) throw tooMany('channel_ids', most)
  const items = eachItem(
    ids.map(id => ({ channel_id: id })),
    'watch',
    (item, path) => {
      const channel = live(call.world, channelId(item, path))
      call.world.channels.delete(channel.id)
      const events = modulesOf(channel).map(name => printPlace(call, channel, name))
      return success('Successfully un-subscribed from actions-watch', { events })
    },
  )
  return batchAnswer(call.world, 'watch', items, 200)
}

export function listWatches(call: Call): WireResponse {
  const mustName = call.world.switches.get('watch-list-channel') === 'mandatory'
  const id = mustName ? mustQuery(call, 'channel_id') : query(call, 'channel_id')
  const module = query(call, 'module')
  const rows = [...call.world.channels.values()]
    .filter(one => one.expiresAt > call.world.now() && (id === null || one.id === id))
    .flatMap(channel => modulesOf(channel).map(name => ({ channel, name })))
    .filter(({ name }) => module === null || name === module)
  const perPage = wholeQuery(call, 'per_page', 200, 200)
  const page = wholeQuery(call, 'page', 1, Number.MAX_SAFE_INTEGER)
  const shown = rows.slice((page - 1) * perPage, page * perPage)
  if (shown.length === 0) return empty(204)
  const info = { per_page: perPage, count: shown.length, page, more_records: page * perPage < rows.length }
  return json(200, { watch: shown.map(({ channel, name }) => printWatch(call, channel, name)), info })
}
