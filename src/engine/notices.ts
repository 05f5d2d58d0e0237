import { passedNotice, refusedNotice, revertedNotice } from '../core/notice.ts'
import type { Refusal } from '../core/rules.ts'
import type { Side, Value } from '../core/value.ts'
import { otherSide } from '../core/value.ts'
import type { OpenEpisode } from '../store/episodes.ts'
import type { Letter } from '../store/outbox.ts'
import type { PassDesk } from './desk.ts'
import { nameOfRow } from './name-of-row.ts'
import type { LinkPlan } from './plan-links.ts'

interface RefusedValue {
  readonly id: string
  readonly field: string
  readonly value: Value
  readonly refusal: Pick<Refusal, 'why' | 'passes'>
}

/** The one mail that opens an episode. Its id comes from the episode, so however often it is sent it is one mail. */
export function refusedLetter(
  desk: PassDesk,
  plan: LinkPlan,
  refused: RefusedValue,
  typedOn: Side,
  recipient: string,
): Letter {
  const notice = refusedNotice({
    ...about(desk, plan, typedOn, refused.field),
    value: refused.value,
    refusal: refused.refusal,
  })
  return { messageId: messageId(desk, refused.id, 'refused'), recipient, ...notice }
}

/** The one mail about a value that was put back. */
export function revertedLetter(
  desk: PassDesk,
  plan: LinkPlan,
  episode: OpenEpisode,
  recipient: string,
): Letter {
  const notice = revertedNotice({
    ...about(desk, plan, otherSide(episode.to), episode.field),
    value: episode.value,
    refusal: episode.refusal,
  })
  return { messageId: messageId(desk, episode.id, 'put-back'), recipient, ...notice }
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
  const rule = plan.item.pair.fields.find(one => one.crm === field)
  const spec = rule && desk[typedOn].connector.entities[plan.item.pair.entity[typedOn]]?.fields[rule[typedOn]]
  return {
    typedIn: desk[typedOn].connector.title,
    refusedBy: desk[otherSide(typedOn)].connector.title,
    record: (row && nameOfRow(row)) ?? plan.item.link.ids[typedOn],
    field: spec?.title ?? field,
    url: row?.url,
  }
}

function messageId(desk: PassDesk, episode: string, kind: string): string {
  const domain = desk.engine.config.mail?.from.split('@')[1]?.replace(/[^\w.-]/g, '') || 'baton.invalid'
  return `<${episode}.${kind}@${domain}>`
}
