import { instant, type Session, type SubscribeAsk, type Subscription, unlessGone, VendorError } from '#spi'
import { watchList } from './api.ts'
import { channelId, channelToken } from './channel.ts'
import { classify } from './classify.ts'
import { call, shaped } from './client.ts'
import { inSeconds } from './dates.ts'
import { isRecordEntity, moduleOf } from './modules.ts'

/** A little less than the week that a channel may live: a clock ahead of Zoho's must not ask for more. */
const almostWeek = (7 * 24 * 60 - 5) * 60 * 1000

/**
 * Opens the notification channel, or renews it when it is open: a channel lives a week at most, and asking for
 * more gives one hour (zoho.com/crm/developer/docs/api/v8/notifications/enable.html). The CRM's answer counts.
 */
export async function subscribe(session: Session, ask: SubscribeAsk): Promise<Subscription> {
  const events = ask.entities.filter(isRecordEntity).map(entity => `${moduleOf(entity).name}.all`)
  if (events.length === 0) return { id: channelId(ask.callback), expiresAt: null }
  const json = { watch: [channel(ask, events)] }
  const renewed = await renew(session, json)
  const expiresAt = renewed ?? (await watch(session, 'POST', json))
  return {
    id: channelId(ask.callback),
    expiresAt: expiresAt === '' ? null : expiresAt,
    began: renewed === null,
  }
}

/** Ends the channel; one whose time is over is none (zoho.com/crm/developer/docs/api/v8/notifications/disable.html). */
export async function unsubscribe(session: Session, callback: string): Promise<void> {
  const query = { channel_ids: channelId(callback) }
  await unlessGone(() => call(session, { method: 'DELETE', path: '/actions/watch', query }))
}

function channel(ask: SubscribeAsk, events: readonly string[]): Readonly<Record<string, unknown>> {
  return {
    channel_id: channelId(ask.callback),
    events,
    notify_url: ask.callback,
    token: channelToken(ask.secret),
    channel_expiry: inSeconds(new Date(Date.parse(ask.now) + almostWeek).toISOString()),
    notify_on_related_action: false,
    return_affected_field_values: false,
  }
}

/** Null when there is no such channel yet or any more. */
async function renew(session: Session, json: unknown): Promise<string | null> {
  try {
    return await watch(session, 'PATCH', json)
  } catch (error) {
    const kind = error instanceof VendorError ? error.failure.kind : null
    if (kind === 'gone' || kind === 'rejected' || kind === 'unexpected') return null
    throw error
  }
}

/** The earliest expiry of the channel's events, or '' where none is told. */
async function watch(session: Session, method: 'POST' | 'PATCH', json: unknown): Promise<string> {
  const response = await call(session, { method, path: '/actions/watch', json })
  const { watch: entries } = shaped(watchList, response, true)
  if (entries.some(entry => entry.code !== 'SUCCESS')) throw new VendorError(classify(response), response)
  const events = entries.flatMap(entry => entry.details?.events ?? [])
  const expiries = events.map(event => instant(event.channel_expiry) ?? '').filter(Boolean)
  return expiries.sort()[0] ?? ''
}
