import { passedNotice, refusedNotice } from '../core/notice.ts'
import type { Refusal } from '../core/rules.ts'
import type { Side, Value } from '../core/value.ts'
import { otherSide } from '../core/value.ts'
import type { OpenEpisode } from '../store/episodes.ts'
import type { Letter } from '../store/outbox.ts'
import { recordSightings, sightingsOf } from '../store/sightings.ts'
import type { PassDesk } from './desk.ts'
import type { LinkPlan } from './plan-links.ts'

interface RefusedValue {
  readonly id: string
  readonly field: string
  readonly value: Value
  readonly refusal: Pick<Refusal, 'why' | 'passes'>
}

/** The one mail that opens an episode. Its id comes from the episode, so however often it is sent it is one mail. */
export async function refusedLetter(
  desk: PassDesk,
  plan: LinkPlan,
  refused: RefusedValue,
  typedOn: Side,
): Promise<Letter> {
  const recipient = await personToTell(desk, plan, typedOn)
  const notice = refusedNotice({
    ...about(desk, plan, typedOn, refused.field),
    value: refused.value,
    refusal: refused.refusal,
  })
  return { messageId: messageId(desk, refused.id, 'refused'), recipient, ...notice }
}

export function passedLetter(
  desk: PassDesk,
  plan: LinkPlan,
  episode: OpenEpisode,
  recipient: string,
): Letter {
  const notice = passedNotice({
    ...about(desk, plan, otherSide(episode.to), episode.field),
    value: episode.value,
  })
  return { messageId: messageId(desk, episode.id, 'passed'), recipient, ...notice }
}

function about(desk: PassDesk, plan: LinkPlan, typedOn: Side, field: string) {
  const row = plan.rows[typedOn]
  const title = row?.fields.title ?? row?.fields.name
  const rule = plan.item.pair.fields.find(one => one.crm === field)
  const spec = rule && desk[typedOn].connector.entities[plan.item.pair.entity[typedOn]]?.fields[rule[typedOn]]
  return {
    typedIn: desk[typedOn].connector.title,
    refusedBy: desk[otherSide(typedOn)].connector.title,
    record: typeof title === 'string' ? title : plan.item.link.ids[typedOn],
    field: spec?.title ?? field,
    url: row?.url,
  }
}

function messageId(desk: PassDesk, episode: string, kind: string): string {
  const domain = desk.engine.config.mail?.from.split('@')[1]?.replace(/[^\w.-]/g, '') || 'baton.invalid'
  return `<${episode}.${kind}@${domain}>`
}

/** The row's last editor if that is not our own user, else its owner, else the admins. */
async function personToTell(desk: PassDesk, plan: LinkPlan, typedOn: Side): Promise<string> {
  const row = plan.rows[typedOn]
  const { connection } = desk[typedOn]
  const owner = row?.fields.owner
  const people = [row?.changedBy, typeof owner === 'string' ? owner : null]
  for (const person of people) {
    if (typeof person !== 'string' || person === connection.userId) continue
    const email = await emailOf(desk, typedOn, person)
    if (email !== null) return email
  }
  return desk.engine.config.adminEmail
}

async function emailOf(desk: PassDesk, side: Side, person: string): Promise<string | null> {
  const { connection, connector, session } = desk[side]
  const known = (await sightingsOf(desk.engine.pool, connection.id, 'user', [person])).get(person)
  if (known) return textOrNull(known.email)
  const [row] = connector.entities.user ? await connector.fetch(session, 'user', [person]) : []
  if (!row) return null
  const seen = { connection: connection.id, entity: 'user', id: row.id, fields: row.fields, matchKey: null }
  await recordSightings(desk.engine.pool, [seen])
  return textOrNull(row.fields.email)
}

function textOrNull(value: Value | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
