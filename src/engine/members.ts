import { randomUUID } from 'node:crypto'
import type { Failure } from '../core/failure.ts'
import { membersQuestion } from '../core/question.ts'
import type { Value } from '../core/value.ts'
import type { Membership, MembershipChange } from '../store/memberships.ts'
import { sightingsOf } from '../store/sightings.ts'
import type { PassDesk } from './desk.ts'
import { linkKey } from './keys.ts'
import type { Memo } from './memo.ts'
import type { LinkPlan } from './plan-links.ts'
import { named } from './questions.ts'
import type { PlannedWrite, Sent } from './send.ts'

/** The field of a project in which its tool takes the people who become members. */
const field = 'members'

/** Adds the people who are agreed, once nothing else is to be written to their project. It never takes anybody away. */
export function memberWrites(plan: LinkPlan): PlannedWrite[] {
  const { link, pair, membership } = plan.item
  const project = plan.rows.pm
  if (membership?.state !== 'agreed' || membership.people.length === 0 || !project) return []
  if (plan.verdict.is !== 'rest') return []
  const sent = { [field]: membership.people }
  const of = { key: linkKey(link.id), link: link.id, pair: pair.name, side: 'pm', rowId: project.id } as const
  const intent = {
    id: randomUUID(),
    ...of,
    op: 'update',
    createKey: null,
    why: {},
    before: {},
    sent,
    saw: plan.saw,
  } as const
  const write = { op: 'update', id: project.id, ifVersion: null, fields: sent } as const
  return [{ entity: pair.entity.pm, intent, write }]
}

/** Whether a write adds members, and nothing else. */
export function addsMembers({ intent }: Sent): boolean {
  return Object.keys(intent.sent).join() === field
}

type MembersMemo = Pick<Memo, 'membership' | 'holds' | 'journal'> & {
  readonly again: boolean
  readonly failure?: Failure
}
const nothing: MembersMemo = { again: false }

/** What became of the members of one project: they are in, somebody has to be asked, or the tool would not have them. */
export async function memoOfMembers(
  desk: PassDesk,
  plan: LinkPlan,
  sent: Sent | undefined,
): Promise<MembersMemo> {
  const { membership } = plan.item
  if (!membership) return nothing
  if (sent) return afterAdding(plan, membership, sent)
  const isToAdd = membership.state === 'agreed' && membership.people.length > 0
  return {
    again: isToAdd && plan.verdict.is === 'update',
    holds: (await askedOf(desk, membership)).map(asked => holdOf(plan, asked)),
  }
}

function afterAdding(plan: LinkPlan, { link, people }: Membership, sent: Sent): MembersMemo {
  if (sent.is !== 'sent') return { again: true }
  const pair = plan.item.pair.name
  if (sent.result.ok) {
    const left = missing(people, sent.result.row?.fields[field])
    if (left.length > 0)
      return refused(plan, link, `Not added, although it was answered well: ${left.join(', ')}.`)
    const journal: Memo['journal'] = [
      { pair, kind: 'wrote', data: { side: 'pm', row: sent.intent.rowId, added: people } },
    ]
    return { again: false, membership: { link, state: 'added', why: null }, journal }
  }
  const { failure } = sent.result
  return failure.kind === 'rejected' || failure.kind === 'unexpected'
    ? refused(plan, link, failure.message)
    : { again: false, failure }
}

/** A tool that does not show its members is believed; one that does has to show these. */
function missing(people: readonly string[], shown: Value | undefined): readonly string[] {
  return Array.isArray(shown) ? people.filter(id => !shown.includes(id)) : []
}

function refused(plan: LinkPlan, link: string, why: string): MembersMemo {
  const membership: MembershipChange = { link, state: 'refused', why }
  const journal: Memo['journal'] = [{ pair: plan.item.pair.name, kind: 'held', data: { field, why } }]
  return {
    again: false,
    membership,
    holds: [holdOf(plan, { detail: notAdded(why), canBeAdded: true })],
    journal,
  }
}

function notAdded(why: string): string {
  return `The people for this project were not added: ${why}`
}

interface Asked {
  readonly detail: string
  readonly canBeAdded: boolean
}

function holdOf({ item, rows }: LinkPlan, { detail, canBeAdded }: Asked): NonNullable<Memo['holds']>[number] {
  const question = membersQuestion(canBeAdded)
  return { field, code: 'hold/members', detail, pair: item.pair.name, question, shown: named(rows) }
}

async function askedOf(desk: PassDesk, { people, strangers, state, why }: Membership): Promise<Asked[]> {
  if (state === 'refused') return [{ detail: notAdded(why ?? ''), canBeAdded: true }]
  const unknown = strangers.length === 0 ? '' : `Unknown in the project tool: ${strangers.join(', ')}.`
  if (state !== 'asked') return unknown === '' ? [] : [{ detail: unknown, canBeAdded: false }]
  const names = (await namesOf(desk, people)).join(', ') || 'nobody'
  const detail = `May these people be added to the project: ${names}? ${unknown}`.trim()
  return [{ detail, canBeAdded: people.length > 0 }]
}

async function namesOf(desk: PassDesk, people: readonly string[]): Promise<string[]> {
  const known = await sightingsOf(desk.engine.pool, desk.pm.connection.id, 'user', people)
  return people.map(id => String(known.get(id)?.name ?? known.get(id)?.email ?? id))
}
