import { passedNotice, refusedNotice, revertedNotice } from '../core/notice.ts'
import type { Refusal } from '../core/rules.ts'
import type { Side, Value } from '../core/value.ts'
import { otherSide } from '../core/value.ts'
import type { OpenEpisode } from '../store/episodes.ts'
import type { Letter } from '../store/outbox.ts'
import { namedAt } from '../store/seen-rows.ts'
import type { PassDesk } from './desk.ts'
import { nameOfRow } from './name-of-row.ts'
import type { LinkPlan } from './plan-links.ts'
import { isPerson } from './world.ts'

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
  recipient: string,
): Promise<Letter> {
  const notice = refusedNotice({
    ...(await about(desk, plan, typedOn, refused)),
    refusal: refused.refusal,
  })
  return { messageId: messageId(desk, refused.id, 'refused'), recipient, ...notice }
}

/** The one mail about a value that was put back. */
export async function revertedLetter(
  desk: PassDesk,
  plan: LinkPlan,
  episode: OpenEpisode,
  recipient: string,
): Promise<Letter> {
  const notice = revertedNotice({
    ...(await about(desk, plan, otherSide(episode.to), episode)),
    refusal: episode.refusal,
  })
  return { messageId: messageId(desk, episode.id, 'put-back'), recipient, ...notice }
}

export async function passedLetter(
  desk: PassDesk,
  plan: LinkPlan,
  episode: OpenEpisode,
  recipient: string,
): Promise<Letter> {
  const notice = passedNotice(await about(desk, plan, otherSide(episode.to), episode))
  return { messageId: messageId(desk, episode.id, 'passed'), recipient, ...notice }
}

async function about(
  desk: PassDesk,
  plan: LinkPlan,
  typedOn: Side,
  { field, value }: Pick<RefusedValue, 'field' | 'value'>,
) {
  const row = plan.rows[typedOn]
  const rule = plan.item.pair.fields.find(one => one.crm === field)
  const spec = rule && desk[typedOn].connector.entities[plan.item.pair.entity[typedOn]]?.fields[rule[typedOn]]
  return {
    typedIn: desk[typedOn].connector.title,
    refusedBy: desk[otherSide(typedOn)].connector.title,
    record: (row && nameOfRow(row)) ?? plan.item.link.ids[typedOn],
    field: spec?.title ?? field,
    value: rule && isPerson(rule) ? await namedPeople(desk, value) : value,
    url: row?.url,
  }
}

/** People by their names; whoever was never seen goes by the vendor's id. */
async function namedPeople(desk: PassDesk, value: Value): Promise<Value> {
  const ids = (Array.isArray(value) ? value : [value]).filter(one => typeof one === 'string')
  const rows = ids.map(id => ({ entity: 'user', id }))
  const called = async (side: Side) =>
    namedAt(desk.engine.pool, { mapping: desk.mapping.id, connection: desk[side].connection.id, side, rows })
  const names = new Map([...(await called('crm')), ...(await called('pm'))])
  const name = (id: string) => names.get(`user ${id}`) ?? id
  if (Array.isArray(value)) return value.map(name)
  return typeof value === 'string' ? name(value) : value
}

function messageId(desk: PassDesk, episode: string, kind: string): string {
  const domain = desk.engine.config.mail?.from.split('@')[1]?.replace(/[^\w.-]/g, '') || 'baton.invalid'
  return `<${episode}.${kind}@${domain}>`
}
