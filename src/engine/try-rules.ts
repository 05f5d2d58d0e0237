import type { FieldPlans } from '../core/plan.ts'
import type { PairPolicy } from '../core/policy.ts'
import { type RuleTrial, replayed, type Tried, type TriedRefusal, triedBy } from '../core/rule-trial.ts'
import type { Value } from '../core/value.ts'
import { changesOf, changesWithoutLink, type RecordedChange } from '../store/past-changes.ts'
import { namedAt } from '../store/seen-rows.ts'
import type { PassDesk } from './desk.ts'
import { linkKey, newcomerKey } from './keys.ts'
import { nameOfRow } from './name-of-row.ts'
import type { LinkPlan } from './plan-links.ts'
import { surroundings } from './surroundings.ts'

/** How far back changes are tried. */
const days = 30
const mostShown = 200

interface TriedChange {
  readonly plan: LinkPlan
  readonly change: RecordedChange
  readonly field: string
  readonly tried: Tried
}

interface Replay extends Omit<TriedChange, 'tried'> {
  readonly fields: FieldPlans
}

/** Tries the rules of a mapping on what is recorded of these links, with the rows around as they are now. */
export async function tryRules(desk: PassDesk, plans: readonly LinkPlan[]): Promise<TriedChange[]> {
  const { tasks } = desk.policy.pairs
  if (!tasks || tasks.rules.length === 0) return []
  const byKey = new Map(
    plans
      .filter(plan => plan.item.pair === tasks)
      .flatMap(plan => keysOf(plan).map(key => [key, plan] as const)),
  )
  const changes = await changesOf(desk.engine.pool, desk.mapping.id, [...byKey.keys()], days)
  const replays = changes.flatMap(change => replayOf(tasks, byKey.get(change.key), change))
  const around = await surroundings(desk, replays.map(planOf))
  return replays.map(one => ({ ...one, tried: judged(tasks, one, around(planOf(one))) }))
}

function keysOf({ item: { link } }: LinkPlan): string[] {
  return [linkKey(link.id), newcomerKey('tasks', 'crm', link.ids.crm)]
}

function replayOf(tasks: PairPolicy, plan: LinkPlan | undefined, change: RecordedChange): Replay[] {
  const rule = tasks.fields.find(one => one[change.became === 'made' ? 'pm' : 'crm'] === change.field)
  if (!plan || !rule) return []
  // What was refused was never written, so what stood there stands there.
  const before: Value = change.became === 'refused' ? (plan.saw.pm[rule.pm] ?? null) : change.before
  const fields = replayed(tasks, { field: rule.crm, before, value: change.value })
  return fields ? [{ plan, change, field: rule.crm, fields }] : []
}

function planOf({ plan, fields }: Replay): LinkPlan {
  return { ...plan, verdict: { is: 'update', fields } }
}

function judged(tasks: PairPolicy, { plan, fields }: Replay, around: Parameters<typeof triedBy>[2]): Tried {
  return plan.rows.pm
    ? triedBy(tasks, fields, around)
    : { is: 'unknown', why: 'The task cannot be read now.' }
}

/** What was tried so far, counted; of those that were refused the newest. */
export interface TriedSoFar extends Pick<RuleTrial, 'tried' | 'refused' | 'unknown'> {
  readonly newest: readonly TriedChange[]
}

export const nothingTried: TriedSoFar = { tried: 0, refused: 0, unknown: 0, newest: [] }

export function addTried(before: TriedSoFar, more: readonly TriedChange[]): TriedSoFar {
  const refused = more.filter(one => one.tried.is === 'refused')
  const unknown = more.filter(one => one.tried.is === 'unknown').length
  const newest = [...before.newest, ...refused].sort((a, b) => b.change.at.localeCompare(a.change.at))
  return {
    tried: before.tried + more.length - unknown,
    refused: before.refused + refused.length,
    unknown: before.unknown + unknown,
    newest: newest.slice(0, mostShown),
  }
}

/** All that was tried, counted, with the newest refusals told. */
export async function trialOf(desk: PassDesk, { newest, ...counts }: TriedSoFar): Promise<RuleTrial> {
  const rules = desk.policy.pairs.tasks?.rules ?? []
  const people = await peopleIn(desk, newest)
  return {
    days,
    rules,
    ...counts,
    newest: newest.flatMap(one => toldRefusal(one, people)),
    unlinked: rules.length === 0 ? 0 : await changesWithoutLink(desk.engine.pool, desk.mapping.id, days),
  }
}

function peopleIn(desk: PassDesk, refused: readonly TriedChange[]): Promise<ReadonlyMap<string, string>> {
  const rows = refused.flatMap(({ change: { by } }) => (by === null ? [] : [{ entity: 'user', id: by }]))
  const at = { mapping: desk.mapping.id, connection: desk.crm.connection.id, side: 'crm' } as const
  return namedAt(desk.engine.pool, { ...at, rows })
}

function toldRefusal(
  { plan, change, field, tried }: TriedChange,
  people: ReadonlyMap<string, string>,
): TriedRefusal[] {
  if (tried.is !== 'refused') return []
  const { at, value, by, became } = change
  const { why, passes } = tried.refusal
  const row = plan.rows.crm ?? plan.rows.pm
  const task = { ...plan.item.link.ids, name: row ? nameOfRow(row) : null }
  return [
    {
      at,
      task,
      field,
      value,
      by: by === null ? null : (people.get(`user ${by}`) ?? by),
      why,
      passes,
      became,
    },
  ]
}
