import type { Base } from '../../../src/core/base.ts'
import { settleSame } from '../../../src/core/base.ts'
import { sightingOf } from '../../../src/core/gone.ts'
import { judge, judgeCreate } from '../../../src/core/judge.ts'
import { matchByKey } from '../../../src/core/match.ts'
import { keyOfRow } from '../../../src/core/matching/recognition.ts'
import { type NewcomerVerdict, planNewcomer } from '../../../src/core/newcomer.ts'
import {
  type FieldPlan,
  type FieldPlans,
  planLink,
  type SeenRow,
  type Verdict,
  withWrites,
} from '../../../src/core/plan.ts'
import { revertKnown } from '../../../src/core/revert.ts'
import type { Surroundings } from '../../../src/core/rules.ts'
import type { Fields, Side } from '../../../src/core/value.ts'
import { otherSide, sameValue } from '../../../src/core/value.ts'
import { people } from './mapping.ts'
import { type Link, linkOf, type Miniature, newcomerKey, type OpenEpisode } from './memory.ts'
import { intentsOf, settleUpdates } from './settle.ts'
import { noteAgreement } from './typed.ts'
import { editorOf, type VendorRow } from './vendor.ts'

/** How a pass reads: rows by side and id. The absent are absent. */
export type Read = (side: Side, id: string) => VendorRow | undefined

export interface LinkPlan {
  readonly is: 'link'
  readonly key: string
  readonly link: Link
  readonly rows: Readonly<Partial<Record<Side, VendorRow>>>
  readonly saw: Readonly<Record<Side, Fields>>
  readonly base: Base
  readonly missingSince: Readonly<Record<Side, number | null>>
  readonly episodes: readonly OpenEpisode[]
  /** Fields whose refused value was found put back. */
  readonly reverted: readonly string[]
  readonly verdict: Verdict
}

export interface NewcomerPlan {
  readonly is: 'newcomer'
  readonly key: string
  readonly side: Side
  readonly row: VendorRow
  readonly verdict: NewcomerVerdict
}

export function planOfLink(mini: Miniature, key: string, link: Link, read: Read): LinkPlan {
  const [crm, pm] = [read('crm', link.ids.crm), read('pm', link.ids.pm)]
  const rows = { ...(crm ? { crm } : {}), ...(pm ? { pm } : {}) }
  const saw = { crm: crm?.fields ?? {}, pm: pm?.fields ?? {} }
  const { missingSince: since } = link
  const draft = {
    is: 'link' as const,
    key,
    link,
    rows,
    saw,
    ...settleUpdates(mini, link, key, rows),
    missingSince: {
      crm: crm ? null : (since.crm ?? mini.clock),
      pm: pm ? null : (since.pm ?? mini.clock),
    },
    episodes: [...mini.episodes.values()].filter(episode => episode.link === link.id),
  }
  const sighting = (side: Side) =>
    sightingOf(dated(mini, side, rows[side]), {
      forMs: since[side] === null ? null : mini.clock - since[side],
      said: false,
      parent: 'none',
    })
  const pair = { base: draft.base, crm: sighting('crm'), pm: sighting('pm') }
  return judged(mini, { ...draft, verdict: planLink(mini.policy, pair, people) })
}

/** When a person changed the row: our own writes are no reason to think a side the newest. */
function dated(mini: Miniature, side: Side, row: VendorRow | undefined): SeenRow | undefined {
  return row && (editorOf(mini.vendors[side], row) === 'us' ? { ...row, changedAt: null } : row)
}

function judged(mini: Miniature, plan: LinkPlan): LinkPlan {
  if (plan.verdict.is !== 'rest' && plan.verdict.is !== 'update') return plan
  const known = knownRefusals(plan, judge(mini.policy, plan.verdict.fields, surroundings(mini)))
  const fields = revertKnown(mini.policy, plan.episodes, known, plan, people)
  noteAgreement(mini, plan.link.ids, plan.saw)
  const base = settleSame(mini.policy.fields, plan.base, fields, plan.saw)
  return { ...plan, base, verdict: withWrites(fields) }
}

function surroundings(mini: Miniature): Surroundings {
  return { project: { id: 'project', fields: mini.project }, parent: { id: 'parent', fields: mini.parent } }
}

/** What a vendor refused is not tried again while the row it was refused by looks the same. */
function knownRefusals(plan: LinkPlan, fields: FieldPlans): FieldPlans {
  const known: Record<string, FieldPlan> = { ...fields }
  for (const { field, to, value, refusal, refusedAt } of plan.episodes) {
    const one = fields[field]
    if (one?.is !== 'copy' || one.to !== to || !sameValue(one.value, value)) continue
    if (refusedAt !== null && refusedAt === plan.rows[to]?.version)
      known[field] = { is: 'refuse', to, value, refusal }
  }
  return known
}

export function planOfNewcomer(mini: Miniature, key: string, side: Side, row: VendorRow): NewcomerPlan {
  const newcomer = {
    side,
    row,
    match: matchOf(mini, side, row),
    anchor: { is: 'not-needed' },
    wish: null,
  } as const
  const verdict = planNewcomer(mini.policy, newcomer, people)
  return { is: 'newcomer', key, side, row, verdict: withoutRefused(mini, verdict) }
}

/** A new pm row starts without what a rule refuses; its first comparison then says so. */
function withoutRefused(mini: Miniature, verdict: NewcomerVerdict): NewcomerVerdict {
  if (verdict.is !== 'create' || verdict.on !== 'pm') return verdict
  const refused = judgeCreate(mini.policy, verdict.fields, surroundings(mini))
  const fields = Object.fromEntries(Object.entries(verdict.fields).filter(([field]) => !(field in refused)))
  return { ...verdict, fields }
}

/** Who could be meant: rows seen on either side that are not linked, nor about to have a counterpart made. */
function matchOf(mini: Miniature, side: Side, row: VendorRow) {
  const key = keyAs(mini, side, row.fields)
  if (key === null) return { is: 'none' as const }
  const other = otherSide(side)
  return matchByKey([...new Set([...seenAs(mini, side, key), row.id])], seenAs(mini, other, key))
}

function seenAs(mini: Miniature, side: Side, key: string): string[] {
  return [...mini.sightings].flatMap(([name, fields]) => {
    const [of, id = ''] = name.split(' ')
    const isBusy = isMaking(mini, newcomerKey(side, id)) || isBeingMade(mini, mini.vendors[side].rows.get(id))
    const isFree = of === side && !linkOf(mini, side, id) && !isBusy
    return isFree && keyAs(mini, side, fields) === key ? [id] : []
  })
}

function keyAs(mini: Miniature, side: Side, fields: Fields): string | null {
  const how = mini.policy.match?.[side]
  return how ? keyOfRow(fields, how) : null
}

function isMaking(mini: Miniature, key: string): boolean {
  return intentsOf(mini, key).some(intent => intent.op === 'create')
}

/** Whether its maker has not heard yet that it made it. */
export function isBeingMade(mini: Miniature, row: VendorRow | undefined): boolean {
  const key = row?.key
  return key !== undefined && [...mini.intents.values()].some(intent => intent.createKey === key)
}
