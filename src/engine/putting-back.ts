import { outcomeOf, type WrittenField } from '../core/base.ts'
import { isSetReason, type SetReason, wholeKey } from '../core/decision.ts'
import type { CopyReason } from '../core/merge.ts'
import type { FieldPlan, FieldPlans } from '../core/plan.ts'
import type { FieldRule } from '../core/policy.ts'
import { otherSide, type Side, sameValue, sides } from '../core/value.ts'
import type { NewDecision, StoredDecision } from '../store/decisions.ts'
import type { JournalEntry } from '../store/journal.ts'
import { newcomerKey } from './keys.ts'
import { fieldPlans, type LinkPlan } from './plan-links.ts'
import type { ReadBack } from './read-back.ts'

/** One field after its write was read back, and why it was written. */
export interface FieldWritten {
  readonly rule: FieldRule
  readonly to: Side
  readonly written: WrittenField
  readonly why: CopyReason | undefined
}

function reasonIn(plan: FieldPlan | undefined): SetReason | null {
  return plan?.is === 'copy' && isSetReason(plan.why) ? plan.why : null
}

/** Why a person set the value that is written to a field; null: it was copied. */
function setReason(plan: LinkPlan, rule: FieldRule): SetReason | null {
  return reasonIn(fieldPlans(plan.verdict)?.[rule.crm])
}

export function isSet(plan: LinkPlan, rule: FieldRule): boolean {
  return setReason(plan, rule) !== null
}

/**
 * A value that a person set and that is refused is nobody's edit, so no refusal is opened: it is let be, and whoever
 * asked finds the reason in the journal.
 */
export function barSet(
  drafted: FieldPlans,
  judged: FieldPlans,
): { readonly fields: FieldPlans; readonly barred: Readonly<Record<string, string>> } {
  const barred: Record<string, string> = {}
  const fields: Record<string, FieldPlan> = { ...judged }
  for (const [field, plan] of Object.entries(judged)) {
    if (plan.is !== 'refuse' || reasonIn(drafted[field]) === null) continue
    barred[field] = plan.refusal.why
    fields[field] = { is: 'left' }
  }
  return { fields, barred }
}

type Entry = Omit<JournalEntry, 'key'>

/** Values that people set and that are settled, one way or the other: they are not set again. */
export interface Outcomes {
  /** Decisions that are carried out, or never will be. */
  readonly decided: readonly string[]
  /** What was to be put back is told once, with the reason where it was not. */
  readonly journal: readonly Entry[]
}

export function outcomesOf(plan: LinkPlan, written: readonly ReadBack[]): Outcomes {
  const known = plan.item.decisions.flatMap(decision => {
    const why = outcomeOfSet(plan, decision, written)
    return why === undefined ? [] : [{ decision, why }]
  })
  return {
    decided: known.map(one => one.decision.id),
    journal: known.flatMap(({ decision, why }) => outcomeEntry(plan, decision, why)),
  }
}

function outcomeEntry(
  plan: LinkPlan,
  { field, of, by, choice }: StoredDecision,
  why: string | null,
): Entry[] {
  if (of === null || choice.is !== 'set') return []
  const data = { of, by, field, side: choice.side, value: choice.value }
  const pair = plan.item.pair.name
  return why === null
    ? [{ pair, kind: 'put-back', data }]
    : [{ pair, kind: 'not-put-back', data: { ...data, why } }]
}

/** Null: it was put back. A text: why not. Undefined: that is not known yet. */
function outcomeOfSet(
  plan: LinkPlan,
  { field, choice }: StoredDecision,
  written: readonly ReadBack[],
): string | null | undefined {
  if (choice.is !== 'set') return undefined
  const barred = plan.barred[field]
  if (barred !== undefined) return barred
  const rule = plan.item.pair.fields.find(one => one.crm === field)
  if (!rule) return 'The mapping no longer knows this field.'
  if (!isSet(plan, rule)) {
    const isThere = sameValue(plan.saw[choice.side][rule[choice.side]], choice.value)
    return isThere ? null : 'Somebody has edited it since.'
  }
  const found = written.flatMap(one => one.fields).find(one => one.rule === rule)
  if (found) return outcomeOf(found.written) === 'not-applied' ? 'The vendor did not take it.' : null
  return written.flatMap(one => one.rejected ?? [])[0]
}

/** What follows when a row that was made is taken back: neither it nor the row it was made from gets another by itself. */
export function takenBack(plan: LinkPlan): { journal: Entry[]; decide: NewDecision[] } {
  const { pair, link, decisions } = plan.item
  const decision = decisions.find(one => one.field === wholeKey && one.choice.is === 'take-back')
  const { verdict } = plan
  const isBack = (verdict.is === 'delete' || verdict.is === 'unlink') && verdict.why === 'taken-back'
  if (!decision || !isBack) return { journal: [], decide: [] }
  const { of, by } = decision
  const data = { of, by, ids: link.ids, did: verdict.is }
  const had = (side: Side) =>
    verdict.is === 'delete' ? { deleted: link.ids[verdict.on] } : { letGo: link.ids[otherSide(side)] }
  const ignored = sides.map(side => ({
    key: newcomerKey(pair.name, side, link.ids[side]),
    field: wholeKey,
    choice: { is: 'ignore' as const, ...had(side) },
    about: {},
    by,
    of,
  }))
  return { journal: [{ pair: pair.name, kind: 'put-back', data }], decide: ignored }
}
