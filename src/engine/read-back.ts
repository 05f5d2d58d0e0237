import { asksForMore, outcomeOf } from '../core/base.ts'
import { isSetReason } from '../core/decision.ts'
import type { Failure } from '../core/failure.ts'
import type { FieldPlan } from '../core/plan.ts'
import type { FieldRule } from '../core/policy.ts'
import { type Fields, otherSide, type Side } from '../core/value.ts'
import type { Row } from '../spi/index.ts'
import type { JournalEntry } from '../store/journal.ts'
import { asOriginal } from './comment-rows.ts'
import { editorOf } from './creating.ts'
import type { PassDesk } from './desk.ts'
import { fieldPlans, type LinkPlan } from './plan-links.ts'
import { type FieldWritten, isSet } from './putting-back.ts'
import type { RefusedByVendor } from './refusing.ts'
import type { Sent } from './send.ts'

/** What reading back one write told. */
export interface ReadBack {
  readonly fields: readonly FieldWritten[]
  readonly refused: readonly RefusedByVendor[]
  readonly failure?: Failure
  /** Why the vendor refused the write as a whole. */
  readonly rejected?: string
  /** Somebody edited in between, or the write was kept back: look again at once. */
  readonly again: boolean
  readonly journal: readonly Omit<JournalEntry, 'key'>[]
}

const nothingRead: ReadBack = { fields: [], refused: [], again: true, journal: [] }

/** Compares what was sent with what the row shows now; nothing is believed for having been answered well. */
export function readBack(desk: PassDesk, plan: LinkPlan, sent: Sent): ReadBack {
  if (sent.is === 'kept-back') return nothingRead
  if (!sent.result.ok) return notWritten(plan, sent, sent.result.failure, sent.result.unanswered)
  const { row, replaced = {} } = sent.result
  return row ? compare(desk, plan, sent, row, replaced) : untold(plan, sent)
}

/** The vendor said yes and did not show the row: what it holds now is looked at next time. */
function untold(plan: LinkPlan, sent: Sent): ReadBack {
  return { ...nothingRead, journal: [wrote(plan, sent, [], null)] }
}

function compare(desk: PassDesk, plan: LinkPlan, sent: Sent, written: Row, replaced: Fields): ReadBack {
  const to = sent.intent.side
  const row = asOriginal(plan.item.pair, plan.item.link.made, to, written)
  const fields = rulesSent(plan, sent).flatMap(rule => {
    const shown = row.fields[rule[to]]
    if (shown === undefined) return []
    // What somebody typed after our reading was there before, too: it stands in the journal and can be put back.
    const before = { ...plan.saw[to], ...replaced }[rule[to]] ?? null
    const value = sent.intent.sent[rule[to]] ?? null
    const field = { before, sent: value, shown, editor: editorOf(desk[to], row) }
    return [{ rule, to, why: sent.intent.why[rule[to]], written: field }]
  })
  const refused = fields
    .filter(field => outcomeOf(field.written) === 'not-applied' && !isSetReason(field.why))
    .map(({ rule }) => refusal(sent, rule, row.version, notApplied(desk, to)))
  const someUntold = fields.length < rulesSent(plan, sent).length
  return {
    fields,
    refused,
    again: someUntold || fields.some(({ why, written }) => asksForMore(why, written)),
    journal: [wrote(plan, sent, fields, row.version)],
  }
}

function rulesSent(plan: LinkPlan, sent: Sent): FieldRule[] {
  return plan.item.pair.fields.filter(rule => rule[sent.intent.side] in sent.intent.sent)
}

/** The journal names every value that was overwritten, so that it can be put back; also where nobody showed it. */
function wrote(
  plan: LinkPlan,
  sent: Sent,
  fields: ReadBack['fields'],
  version: string | null,
): Omit<JournalEntry, 'key'> {
  const plans = fieldPlans(plan.verdict) ?? {}
  const { side, rowId } = sent.intent
  const from = otherSide(side)
  const about = rulesSent(plan, sent).map(rule => {
    const written = fields.find(field => field.rule === rule)?.written
    const said = { before: plan.saw[side][rule[side]] ?? null, sent: sent.intent.sent[rule[side]] ?? null }
    const outcome = written ? outcomeOf(written) : 'untold'
    const came = { from: plan.saw[from][rule[from]] ?? null }
    return { field: rule.crm, ...said, ...written, ...came, ...lostBy(plans[rule.crm]), outcome }
  })
  const data = { side, row: rowId, version, ...sourceOf(plan.rows[from]), fields: about }
  return { pair: plan.item.pair.name, kind: 'wrote', data }
}

/** What the value came from: who changed that row last, when, and the version it then had. */
function sourceOf(row: Row | undefined) {
  return row ? { source: { by: row.changedBy, at: row.changedAt, version: row.version } } : {}
}

function lostBy(plan: FieldPlan | undefined) {
  return plan?.is === 'copy' ? { why: plan.why, ...(plan.lost === undefined ? {} : { lost: plan.lost }) } : {}
}

/** A vendor's own refusal ends like a rule's: the person is told once, and the other fields go through next time. */
function notWritten(plan: LinkPlan, sent: Sent, failure: Failure, unanswered: boolean): ReadBack {
  const journal: ReadBack['journal'] = [
    { pair: plan.item.pair.name, kind: 'failed', data: { ...failure, unanswered } },
  ]
  const row = plan.rows[sent.intent.side]
  if (unanswered || !row || failure.kind !== 'rejected')
    return { fields: [], refused: [], failure, again: false, journal }
  const rules = rulesSent(plan, sent)
  const named = rules.filter(rule => rule[sent.intent.side] === failure.field)
  const said: VendorRefusal = { code: 'refused/by-vendor', why: `It was refused: ${failure.message}` }
  const meant = (named.length > 0 ? named : rules).filter(rule => !isSet(plan, rule))
  const refused = meant.map(rule => refusal(sent, rule, row.version, said))
  const again = named.length > 0 && rules.length > named.length
  return { fields: [], refused, rejected: failure.message, again, journal }
}

function notApplied(desk: PassDesk, to: Side): VendorRefusal {
  const why = `${desk[to].connector.title} accepted the change and then did not make it.`
  return { code: 'refused/not-applied', why }
}

type VendorRefusal = Pick<RefusedByVendor['refusal'], 'code' | 'why'>

function refusal(sent: Sent, rule: FieldRule, refusedAt: string, said: VendorRefusal): RefusedByVendor {
  const to = sent.intent.side
  const passes = 'Another value, or a change of the record that allows this one.'
  return {
    field: rule.crm,
    to,
    value: sent.intent.sent[rule[to]] ?? null,
    refusedAt,
    refusal: { ...said, passes, waits: [] },
  }
}
