import { randomUUID } from 'node:crypto'
import { type Episode, type EpisodeStep, episodeSteps } from '../core/episode.ts'
import type { FieldPlan, FieldPlans } from '../core/plan.ts'
import type { Refusal } from '../core/rules.ts'
import type { Side, Value } from '../core/value.ts'
import { otherSide, sameValue, sides } from '../core/value.ts'
import type { NewEpisode } from '../store/episodes.ts'
import { somebody } from '../store/people.ts'
import type { Wait } from '../store/waits.ts'
import type { PassDesk } from './desk.ts'
import type { Memo } from './memo.ts'
import { passedLetter, refusedLetter } from './notices.ts'
import { fieldPlans, type LinkPlan } from './plan-links.ts'
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

type Refusals = Pick<Memo, 'opened' | 'ended' | 'letters' | 'waits' | 'journal'>
type End = NonNullable<Memo['ended']>[number]

/** What becomes of the refusals of one link: new ones are told once, ended ones are closed, passed ones are told. */
export async function rememberRefusals(
  desk: PassDesk,
  plan: LinkPlan,
  byVendor: readonly RefusedByVendor[] = [],
  applied: ReadonlySet<string> = new Set(),
): Promise<Refusals> {
  const fields = fieldPlans(plan.verdict) ?? {}
  const steps = episodeSteps(plan.item.episodes, fields, episode => shownOn(plan, episode))
  const ruled = steps.flatMap(step => (step.is === 'open' ? [{ ...step, refusedAt: null }] : []))
  const news = byVendor.filter(refused => !isKnown(plan, refused))
  const opened = await Promise.all([...ruled, ...news].map(one => openEpisode(desk, plan, one)))
  const ended = endsOf(plan, steps, applied)
  return {
    opened: opened.map(one => one.episode),
    ended,
    letters: [...opened.map(one => one.letter), ...passedLetters(desk, plan, ended)],
    waits: [...Object.values(fields).flatMap(field => waitsOf(desk, field)), ...waitsForPeople(desk, plan)],
    journal: [
      ...opened.map(one => ({ pair: plan.item.pair.name, kind: 'refused' as const, data: one.episode })),
      ...ended.map(end => ({ pair: plan.item.pair.name, kind: end.how, data: end })),
    ],
  }
}

/** An episode that another value has ended did not pass, although a value of its field was written. */
function endsOf(plan: LinkPlan, steps: readonly EpisodeStep[], applied: ReadonlySet<string>): End[] {
  const over = steps.flatMap(step => (step.is === 'end' ? [{ id: step.id, how: step.how }] : []))
  const passed = plan.item.episodes.filter(
    one => applied.has(one.field) && !over.some(end => end.id === one.id),
  )
  return [...over, ...passed.map(one => ({ id: one.id, how: 'passed' as const }))]
}

function passedLetters(desk: PassDesk, plan: LinkPlan, ended: readonly End[]) {
  const passed = plan.item.episodes.filter(one =>
    ended.some(end => end.id === one.id && end.how === 'passed'),
  )
  return passed.flatMap(one => (one.told === null ? [] : [passedLetter(desk, plan, one, one.told)]))
}

function shownOn(plan: LinkPlan, episode: Episode): Value {
  const rule = plan.item.pair.fields.find(one => one.crm === episode.field)
  return rule ? (plan.saw[episode.to][rule[episode.to]] ?? null) : null
}

function isKnown(plan: LinkPlan, refused: RefusedByVendor): boolean {
  return plan.item.episodes.some(
    one => one.field === refused.field && one.to === refused.to && sameValue(one.value, refused.value),
  )
}

type Opening = Omit<RefusedByVendor, 'refusedAt'> & { readonly refusedAt: string | null }

async function openEpisode(desk: PassDesk, plan: LinkPlan, opening: Opening) {
  const id = randomUUID()
  const letter = await refusedLetter(desk, plan, { ...opening, id }, otherSide(opening.to))
  const episode: NewEpisode = { ...opening, id, link: plan.item.link.id, told: letter.recipient }
  return { episode, letter }
}

/** A person without a counterpart is asked for again when either list of people changes. */
function waitsForPeople(desk: PassDesk, { item, verdict }: LinkPlan): Omit<Wait, 'key'>[] {
  const fields = fieldPlans(verdict) ?? {}
  const isHeld = item.pair.fields.some(rule => isPerson(rule) && fields[rule.crm]?.is === 'hold')
  return isHeld ? waitsForAnybody(desk) : []
}

export function waitsForAnybody(desk: PassDesk): Omit<Wait, 'key'>[] {
  return sides.map(side => {
    const { connection, entity, id } = somebody(desk[side].connection.id)
    return { connection, entity, rowId: id }
  })
}

function waitsOf(desk: PassDesk, field: FieldPlan): Omit<Wait, 'key'>[] {
  if (field.is !== 'refuse') return []
  const connection = desk[field.to].connection.id
  return field.refusal.waits.map(row => ({ connection, entity: row.entity, rowId: row.id }))
}
