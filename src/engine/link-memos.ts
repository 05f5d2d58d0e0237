import type { Base } from '../core/base.ts'
import { baseAfter, outcomeOf, settleCopy, type WrittenField } from '../core/base.ts'
import type { Failure } from '../core/failure.ts'
import { reactions } from '../core/failure.ts'
import { goneAfterMs } from '../core/gone.ts'
import { emptyWorld } from '../core/lens.ts'
import type { FieldPlan } from '../core/plan.ts'
import type { FieldRule } from '../core/policy.ts'
import type { Side } from '../core/value.ts'
import type { Row } from '../spi/index.ts'
import type { JournalEntry } from '../store/journal.ts'
import { editorOf, rememberCreated } from './creating.ts'
import type { PassDesk } from './desk.ts'
import { done, endAfter, later } from './ends.ts'
import type { Memo } from './memo.ts'
import { fieldPlans, type LinkPlan } from './plan-links.ts'
import { type RefusedByVendor, rememberRefusals } from './refusing.ts'
import type { Sent } from './send.ts'

/** What is remembered of one link after its writes, if it had any. */
export async function memoOfLink(desk: PassDesk, plan: LinkPlan, sent: readonly Sent[]): Promise<Memo> {
  const closedIntents = [...plan.item.intents.map(intent => intent.id), ...closedBy(sent)]
  const memo = await memoOfVerdict(desk, plan, sent)
  return { ...memo, closedIntents: [...closedIntents, ...(memo.closedIntents ?? [])] }
}

/** An intent stays open only while its write may have been made without our knowing. */
function closedBy(sent: readonly Sent[]): string[] {
  const open = (one: Sent) => one.is === 'sent' && !one.result.ok && one.result.unanswered
  return sent.filter(one => !open(one)).map(one => one.intent.id)
}

async function memoOfVerdict(desk: PassDesk, plan: LinkPlan, sent: readonly Sent[]): Promise<Memo> {
  const { verdict, item } = plan
  const { claim, pair, link } = item
  switch (verdict.is) {
    case 'look-again':
      return { end: later(claim, goneAfterMs), change: changeOf(plan, plan.base, false) }
    case 'hold':
      return {
        end: done(claim),
        change: changeOf(plan, plan.base, false),
        waits: [],
        holds: [{ field: '', code: verdict.code, detail: verdict.detail }],
        journal: [{ pair: pair.name, kind: 'held', data: verdict }],
      }
    case 'unlink':
      return {
        end: done(claim),
        unlink: link.id,
        waits: [],
        holds: [],
        journal: [unlinked(plan, verdict.why)],
      }
    case 'delete':
      return memoOfDelete(plan, sent)
    case 'create':
      return memoOfRestore(desk, plan, sent)
    default:
      return memoOfFields(desk, plan, sent)
  }
}

function changeOf(plan: LinkPlan, base: Base, verified: boolean) {
  return { id: plan.item.link.id, base, missingSince: plan.missingSince, verified }
}

function unlinked(plan: LinkPlan, why: string): Omit<JournalEntry, 'key'> {
  return {
    pair: plan.item.pair.name,
    kind: 'unlinked',
    data: { why, ids: plan.item.link.ids, base: plan.base },
  }
}

function memoOfDelete(plan: LinkPlan, [sent]: readonly Sent[]): Memo {
  const { claim, pair, link } = plan.item
  if (sent?.is !== 'sent') return { end: later(claim, 1_000) }
  if (!sent.result.ok && sent.result.failure.kind !== 'gone') return failed(plan, sent.result.failure)
  const deleted = {
    pair: pair.name,
    kind: 'deleted' as const,
    data: { side: sent.intent.side, row: sent.intent.rowId, was: sent.intent.saw },
  }
  return { end: done(claim), unlink: link.id, waits: [], holds: [], journal: [deleted] }
}

function memoOfRestore(desk: PassDesk, plan: LinkPlan, [sent]: readonly Sent[]): Memo {
  const { claim, pair, link } = plan.item
  if (sent?.is !== 'sent') return { end: later(claim, 1_000) }
  if (!sent.result.ok) return failed(plan, sent.result.failure)
  if (!sent.result.row) return { end: later(claim, goneAfterMs) }
  return {
    end: done(claim),
    unlink: link.id,
    ...rememberCreated(desk, pair, sent.intent, sent.result.row, emptyWorld),
  }
}

function failed(plan: LinkPlan, failure: Failure): Memo {
  const { claim, pair } = plan.item
  return { end: endAfter(claim, failure), journal: [{ pair: pair.name, kind: 'failed', data: failure }] }
}

/** Field by field: what was written moves the base, what was refused opens an episode, what is held stays asked. */
async function memoOfFields(desk: PassDesk, plan: LinkPlan, sent: readonly Sent[]): Promise<Memo> {
  const written = sent.map(one => readBack(desk, plan, one))
  const base = written
    .flatMap(one => one.fields)
    .reduce((moved, one) => settleCopy(one.rule, moved, one.to, plan.saw, one.written), plan.base)
  const applied = new Set(
    written.flatMap(one =>
      one.fields.filter(field => baseAfter(field.written) !== undefined).map(field => field.rule.crm),
    ),
  )
  const byVendor = written.flatMap(one => one.refused)
  const refusals = await rememberRefusals(desk, plan, byVendor, applied)
  const failure = written.flatMap(one => one.failure ?? [])[0]
  const again = written.some(one => one.again)
  return {
    end: failure
      ? endAfter(plan.item.claim, failure)
      : again
        ? later(plan.item.claim, 0)
        : done(plan.item.claim),
    change: changeOf(plan, base, failure === undefined && !again),
    holds: holdsOf(plan),
    ...refusals,
    journal: [...written.flatMap(one => one.journal), ...(refusals.journal ?? [])],
  }
}

interface ReadBack {
  readonly fields: readonly { readonly rule: FieldRule; readonly to: Side; readonly written: WrittenField }[]
  readonly refused: readonly RefusedByVendor[]
  readonly failure?: Failure
  /** Somebody edited in between, or the write was kept back: look again at once. */
  readonly again: boolean
  readonly journal: readonly Omit<JournalEntry, 'key'>[]
}

const nothingRead: ReadBack = { fields: [], refused: [], again: true, journal: [] }

function readBack(desk: PassDesk, plan: LinkPlan, sent: Sent): ReadBack {
  if (sent.is === 'kept-back') return nothingRead
  if (!sent.result.ok) return notWritten(plan, sent, sent.result.failure, sent.result.unanswered)
  const { row } = sent.result
  return row ? compare(desk, plan, sent, row) : nothingRead
}

function compare(desk: PassDesk, plan: LinkPlan, sent: Sent, row: Row): ReadBack {
  const to = sent.intent.side
  const fields = rulesSent(plan, sent).map(rule => ({
    rule,
    to,
    written: {
      before: plan.saw[to][rule[to]] ?? null,
      sent: sent.intent.sent[rule[to]] ?? null,
      shown: row.fields[rule[to]] ?? null,
      editor: editorOf(desk[to], row),
    },
  }))
  const refused = fields
    .filter(field => outcomeOf(field.written) === 'not-applied')
    .map(({ rule, written }) =>
      refusal(desk, rule, to, written.sent, row.version, 'refused/not-applied', null),
    )
  return {
    fields,
    refused,
    again: fields.some(field => outcomeOf(field.written) === 'edited-since'),
    journal: [wrote(plan, sent, fields)],
  }
}

function rulesSent(plan: LinkPlan, sent: Sent): FieldRule[] {
  return plan.item.pair.fields.filter(rule => rule[sent.intent.side] in sent.intent.sent)
}

/** The journal names every value that was overwritten, so that it can be put back. */
function wrote(plan: LinkPlan, sent: Sent, fields: ReadBack['fields']): Omit<JournalEntry, 'key'> {
  const plans = fieldPlans(plan.verdict) ?? {}
  const data = {
    side: sent.intent.side,
    row: sent.intent.rowId,
    fields: fields.map(({ rule, written }) => ({
      field: rule.crm,
      ...written,
      ...lostBy(plans[rule.crm]),
      outcome: outcomeOf(written),
    })),
  }
  return { pair: plan.item.pair.name, kind: 'wrote', data }
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
  if (unanswered || !row || reactions[failure.kind] !== 'hold-row' || failure.kind !== 'rejected')
    return { fields: [], refused: [], failure, again: false, journal }
  const rules = rulesSent(plan, sent)
  const named = rules.filter(rule => rule[sent.intent.side] === failure.field)
  const to = sent.intent.side
  const refused = (named.length > 0 ? named : rules).map(rule =>
    refusal(
      null,
      rule,
      to,
      sent.intent.sent[rule[to]] ?? null,
      row.version,
      'refused/by-vendor',
      failure.message,
    ),
  )
  return { fields: [], refused, again: named.length > 0 && rules.length > named.length, journal }
}

function refusal(
  desk: PassDesk | null,
  rule: FieldRule,
  to: Side,
  value: RefusedByVendor['value'],
  refusedAt: string,
  code: 'refused/not-applied' | 'refused/by-vendor',
  said: string | null,
): RefusedByVendor {
  const who = desk ? desk[to].connector.title : 'The other side'
  const why =
    said === null ? `${who} accepted the change and then did not make it.` : `${who} refused it: ${said}`
  const passes = 'Another value, or a change of the record that allows this one.'
  return { field: rule.crm, to, value, refusedAt, refusal: { code, why, passes, waits: [] } }
}

function holdsOf(plan: LinkPlan) {
  return Object.entries(fieldPlans(plan.verdict) ?? {}).flatMap(([field, one]) =>
    one.is === 'hold' ? [{ field, code: one.code, detail: one.detail }] : [],
  )
}
