import { randomUUID } from 'node:crypto'
import {
  type Episode,
  type EpisodeStep,
  endAfterWrite,
  episodeSteps,
  isOverwritten,
} from '../core/episode.ts'
import type { FieldPlan, FieldPlans } from '../core/plan.ts'
import type { AwaitedRow, Refusal } from '../core/rules.ts'
import type { Side, Value } from '../core/value.ts'
import { otherSide, sameValue, sides } from '../core/value.ts'
import type { EpisodeNews, NewEpisode, OpenEpisode } from '../store/episodes.ts'
import type { Letter } from '../store/outbox.ts'
import { somebody } from '../store/people.ts'
import type { Wait } from '../store/waits.ts'
import type { PassDesk } from './desk.ts'
import type { Memo } from './memo.ts'
import { passedLetter, refusedLetter, revertedLetter } from './notices.ts'
import { personToTell } from './person-to-tell.ts'
import { fieldPlans, type LinkPlan } from './plan-links.ts'
import { isPuttingBack, willBePutBack } from './reverting.ts'
import { isPerson } from './world.ts'

/**
 * A value that the vendor itself refused is not tried again while the row it was refused by looks the same.
 * (What our own rules refuse is judged anew each time, so it needs no such memory.)
 */
export function knownRefusals(plan: LinkPlan, fields: FieldPlans): FieldPlans {
  const known: Record<string, FieldPlan> = { ...fields }
  for (const episode of plan.item.episodes) {
    const field = fields[episode.field]
    if (field?.is !== 'copy' || field.to !== episode.to || !sameValue(field.value, episode.value)) continue
    if (episode.refusedAt === null || episode.refusedAt !== plan.rows[episode.to]?.version) continue
    known[episode.field] = {
      is: 'refuse',
      to: episode.to,
      value: episode.value,
      refusal: { ...episode.refusal, waits: [] },
    }
  }
  return known
}

export interface RefusedByVendor {
  readonly field: string
  readonly to: Side
  readonly value: Value
  readonly refusal: Refusal
  /** The version the row showed after it had refused. */
  readonly refusedAt: string
}

type RefusalsMemo = Pick<Memo, 'opened' | 'ended' | 'episodeNews' | 'letters' | 'waits'> & {
  readonly journal: NonNullable<Memo['journal']>
}
type End = NonNullable<Memo['ended']>[number]

/** What becomes of the refusals of one link, and whether a value is to be put back at once. */
export interface Refusals {
  readonly memo: RefusalsMemo
  readonly again: boolean
}

/** New refusals are told once, or put back first; ended ones are closed; passed and put back ones are told. */
export async function rememberRefusals(
  desk: PassDesk,
  plan: LinkPlan,
  byVendor: readonly RefusedByVendor[] = [],
  applied: ReadonlySet<string> = new Set(),
): Promise<Refusals> {
  const fields = fieldPlans(plan.verdict) ?? {}
  const steps = episodeSteps(plan.item.episodes, fields, episode => shownOn(plan, episode))
  const ruled = steps.flatMap(step => (step.is === 'open' ? [{ ...step, refusedAt: null }] : []))
  const ended = endsOf(plan, steps, applied, byVendor)
  const open = plan.item.episodes.filter(episode => !ended.some(end => end.id === episode.id))
  const news = byVendor.filter(refused => !isKnown(open, refused))
  const opened = await Promise.all([...ruled, ...news].map(one => openEpisode(desk, plan, one)))
  const kept = stillToTell(open, fields, byVendor)
  const pair = plan.item.pair.name
  const memo: RefusalsMemo = {
    opened: opened.map(one => one.episode),
    ended,
    episodeNews: episodeNews(plan, byVendor, kept),
    letters: [
      ...opened.flatMap(one => one.letter ?? []),
      ...(await Promise.all(
        kept.map(one => refusedLetter(desk, plan, one, otherSide(one.to), one.told ?? '')),
      )),
      ...(await Promise.all(endLetters(desk, plan, ended))),
    ],
    waits: [
      ...Object.values(fields).flatMap(field => waitsOf(desk, field)),
      ...waitsForPeople(desk, plan),
      ...waitsForAnchor(desk, plan),
    ],
    journal: [
      ...opened.map(one => ({ pair, kind: 'refused' as const, data: one.episode })),
      ...ended.map(end => ({ pair, kind: end.how, data: end })),
    ],
  }
  return { memo, again: opened.some(one => one.letter === null) }
}

/** Refusals that were to be put back, and stay after all: the mapping has changed, or the vendor takes nothing back. */
function stillToTell(
  open: readonly OpenEpisode[],
  fields: FieldPlans,
  byVendor: readonly RefusedByVendor[],
): readonly OpenEpisode[] {
  return open.filter(
    one =>
      !one.isTold &&
      one.told !== null &&
      (fields[one.field]?.is === 'refuse' || byVendor.some(refused => isPuttingBack(one, refused))),
  )
}

/** A vendor that refuses once more is not asked again while its row looks as it does now. */
function episodeNews(
  plan: LinkPlan,
  byVendor: readonly RefusedByVendor[],
  told: readonly OpenEpisode[],
): EpisodeNews[] {
  return plan.item.episodes.flatMap(episode => {
    const isTold = told.includes(episode)
    const refusedAt = byVendor.find(refused => isSame(episode, refused))?.refusedAt ?? null
    return isTold || refusedAt !== null ? [{ id: episode.id, isTold, refusedAt }] : []
  })
}

/** An episode that another value has ended did not pass, although a value of its field was written. */
function endsOf(
  plan: LinkPlan,
  steps: readonly EpisodeStep[],
  applied: ReadonlySet<string>,
  byVendor: readonly RefusedByVendor[],
): End[] {
  const over = steps.flatMap(step => (step.is === 'end' ? [step] : []))
  const { episodes } = plan.item
  const fields = fieldPlans(plan.verdict) ?? {}
  const outcome = (field: string) =>
    applied.has(field) ? 'applied' : byVendor.some(one => one.field === field) ? 'refused' : null
  return episodes.flatMap((episode): End[] => {
    const { id, field } = episode
    const step = over.find(end => end.id === id)
    if (plan.reverted.includes(field) && (step || isOverwritten(episode, fields[field])))
      return [{ id, how: 'reverted' }]
    const how = step ? step.how : endAfterWrite(episode, fields[field], outcome(field))
    return how === null ? [] : [{ id, how }]
  })
}

/** Who was told of a refusal hears that it passed; who was not told of it yet hears that it was put back. */
function endLetters(desk: PassDesk, plan: LinkPlan, ended: readonly End[]): Promise<Letter>[] {
  return plan.item.episodes.flatMap(episode => {
    const how = ended.find(end => end.id === episode.id)?.how
    if (episode.told === null) return []
    if (how === 'passed' && episode.isTold) return [passedLetter(desk, plan, episode, episode.told)]
    return how === 'reverted' ? [revertedLetter(desk, plan, episode, episode.told)] : []
  })
}

function shownOn(plan: LinkPlan, episode: Episode): Value {
  const rule = plan.item.pair.fields.find(one => one.crm === episode.field)
  return rule ? (plan.saw[episode.to][rule[episode.to]] ?? null) : null
}

function isKnown(open: readonly OpenEpisode[], refused: RefusedByVendor): boolean {
  return open.some(one => isSame(one, refused) || isPuttingBack(one, refused))
}

function isSame(one: Episode, refused: RefusedByVendor): boolean {
  return one.field === refused.field && one.to === refused.to && sameValue(one.value, refused.value)
}

type Opening = Omit<RefusedByVendor, 'refusedAt'> & { readonly refusedAt: string | null }

/** No letter yet where the value is put back first. */
async function openEpisode(desk: PassDesk, plan: LinkPlan, opening: Opening) {
  const id = randomUUID()
  const typedOn = otherSide(opening.to)
  const told = await personToTell(desk, plan, typedOn, opening.field)
  const isTold = !willBePutBack(plan, opening)
  const letter = isTold ? await refusedLetter(desk, plan, { ...opening, id }, typedOn, told) : null
  const episode: NewEpisode = { ...opening, id, link: plan.item.link.id, told, isTold }
  return { episode, letter }
}

/** A person without a counterpart is asked for again when either list of people changes. */
function waitsForPeople(desk: PassDesk, { item, verdict }: LinkPlan): Omit<Wait, 'key'>[] {
  const fields = fieldPlans(verdict) ?? {}
  const isHeld = item.pair.fields.some(rule => isPerson(rule) && fields[rule.crm]?.is === 'hold')
  return isHeld ? waitsForAnybody(desk) : []
}

/** A row that names one without a counterpart (a project without its client) is looked at again when that one has it. */
function waitsForAnchor(desk: PassDesk, { item, verdict, saw }: LinkPlan): Omit<Wait, 'key'>[] {
  const { anchor } = item.pair
  const field = anchor && fieldPlans(verdict)?.[anchor.crm]
  const id = anchor && saw.crm[anchor.crm]
  if (!anchor || field?.is !== 'hold' || typeof id !== 'string') return []
  const entity = desk.policy.pairs[anchor.pair]?.entity.crm
  return entity === undefined ? [] : [{ connection: desk.crm.connection.id, entity, rowId: id }]
}

export function waitsForAnybody(desk: PassDesk): Omit<Wait, 'key'>[] {
  return sides.map(side => {
    const { connection, entity, id } = somebody(desk[side].connection.id)
    return { connection, entity, rowId: id }
  })
}

function waitsOf(desk: PassDesk, field: FieldPlan): Omit<Wait, 'key'>[] {
  const at = (side: Side, rows: readonly AwaitedRow[]) =>
    rows.map(row => ({ connection: desk[row.side ?? side].connection.id, entity: row.entity, rowId: row.id }))
  if (field.is === 'refuse') return at(field.to, field.refusal.waits)
  return field.is === 'hold' ? at('pm', field.waits ?? []) : []
}
