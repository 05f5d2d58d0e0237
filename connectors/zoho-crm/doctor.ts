import {
  type DoctorAsk,
  doubtful,
  type Failure,
  type Finding,
  instant,
  type Session,
  VendorError,
  wrong,
} from '#spi'
import { anyList, channelList, fieldList, layoutList, organisation, pipelineList, userList } from './api.ts'
import { channelId } from './channel.ts'
import { read } from './client.ts'
import { query } from './coql.ts'
import { keyFieldState, stagesIn } from './facts.ts'
import { modules } from './modules.ts'
import { readSettings } from './settings.ts'

/** What an admin should know of this organisation. */
export async function doctor(session: Session, ask: DoctorAsk): Promise<readonly Finding[]> {
  return [
    ...(await missingRights(session)),
    ...(await notes(session)),
    ...keyFields(session),
    ...stages(session),
    ...(await channel(session, ask)),
    ...(await edition(session)),
  ]
}

/** One read for each scope; what a scope allows to write is only seen when it is written. */
async function missingRights(session: Session): Promise<readonly Finding[]> {
  const few = { fields: 'id', per_page: 1 }
  const reads: (() => Promise<unknown>)[] = [
    ...Object.values(modules).map(
      ({ name }) =>
        () =>
          read(session, { path: `/${name}`, query: few }, anyList),
    ),
    () => read(session, { path: '/users', query: { type: 'CurrentUser' } }, userList),
    () => read(session, { path: '/org' }, organisation),
    () => read(session, { path: '/settings/fields', query: { module: 'Tasks' } }, fieldList),
    () => read(session, { path: '/settings/layouts', query: { module: 'Deals' } }, layoutList),
    () => read(session, { path: '/settings/pipeline', query: { layout_id: '0' } }, pipelineList),
    () => query(session, "select id from Tasks where Subject = '' limit 0, 1"),
    () => read(session, { path: '/actions/watch', query: { page: 1 } }, channelList),
  ]
  const found = await Promise.all(reads.map(refusal))
  return found.flatMap(each => each ?? [])
}

async function refusal(attempt: () => Promise<unknown>): Promise<Finding | null> {
  const failure = await failureOf(attempt)
  return failure?.kind === 'forbidden'
    ? wrong(failure.message, "Give Baton's user the right, or consent again.")
    : null
}

/** Null where it went well. What says nothing of the account itself is no finding, and ends the look. */
async function failureOf(attempt: () => Promise<unknown>): Promise<Failure | null> {
  try {
    await attempt()
    return null
  } catch (error) {
    if (!(error instanceof VendorError)) throw error
    const { failure } = error
    if (['unauthorized', 'throttled', 'unavailable'].includes(failure.kind)) throw error
    return failure
  }
}

/** Only administrators may list the notes of all records; to others it is no matter of the consent. */
async function notes(session: Session): Promise<readonly Finding[]> {
  const failure = await failureOf(() =>
    read(session, { path: '/Notes', query: { fields: 'id', per_page: 1 } }, anyList),
  )
  if (failure?.kind !== 'forbidden') return []
  if (failure.code !== 'NOT_SUPPORTED')
    return [wrong(failure.message, "Give Baton's user the right, or consent again.")]
  const advice = "Give Baton's user an administrator's profile, if comments are carried."
  return [doubtful("Baton's user is no administrator: new notes are found late.", advice)]
}

function keyFields({ facts, settings }: Session): readonly Finding[] {
  const { keyField } = readSettings(settings)
  return Object.entries(modules)
    .filter(([entity]) => entity !== 'contact')
    .flatMap(([entity, { name }]) => {
      const state = keyFieldState(entity, facts)
      const advice = `In Setup > Modules and Fields add the Single Line field ${keyField} to ${name}, with "Do not allow duplicate values".`
      if (state === 'missing')
        return [doubtful(`${name} have no field ${keyField}: Baton creates none.`, advice)]
      return state === 'repeatable'
        ? [doubtful(`${keyField} of ${name} may repeat: Baton has to ask before it creates.`, advice)]
        : []
    })
}

function stages({ facts }: Session): readonly Finding[] {
  if (Object.values(stagesIn(facts)).includes('won')) return []
  return [wrong('No stage of any pipeline means won.', 'Give one the forecast type "Closed Won".')]
}

const day = 24 * 3600 * 1000

/** Our notification channel: there, and not about to end. */
async function channel(session: Session, { callback, now }: DoctorAsk): Promise<readonly Finding[]> {
  if (callback === null) return []
  const id = channelId(callback)
  const answer = await unlessForbidden(() =>
    read(session, { path: '/actions/watch', query: { channel_id: id } }, channelList),
  )
  if (answer === undefined) return []
  const ours = (answer?.watch ?? []).filter(each => each.channel_id === id)
  const end = ours.map(each => instant(each.channel_expiry) ?? '').sort()[0]
  const advice = 'A running node opens and renews it; look at its log for the chore "subscribe".'
  if (end === undefined)
    return [doubtful('No notification channel is open: changes come by polling only.', advice)]
  return Date.parse(end) - Date.parse(now) < day
    ? [doubtful(`The notification channel ends at ${end}, within a day.`, advice)]
    : []
}

async function edition(session: Session): Promise<readonly Finding[]> {
  const answer = await unlessForbidden(() => read(session, { path: '/org' }, organisation))
  const told = answer?.org[0]?.license_details?.paid_type?.toLowerCase()
  const { edition: set } = readSettings(session.settings)
  if (!told || told === set) return []
  return [
    doubtful(
      `The organisation is on the edition "${told}", the setting says "${set}".`,
      'Set `edition`, for its limits.',
    ),
  ]
}

/** Undefined where the right is missing, which is told already. */
async function unlessForbidden<T>(attempt: () => Promise<T>): Promise<T | undefined> {
  try {
    return await attempt()
  } catch (error) {
    if (error instanceof VendorError && error.failure.kind === 'forbidden') return undefined
    throw error
  }
}
