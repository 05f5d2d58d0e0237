import { createHash } from 'node:crypto'
import type { FieldPlan } from '../core/plan.ts'
import { bySide, otherSide, type Side, type Value } from '../core/value.ts'
import type { Row } from '../spi/index.ts'
import type { NewLink } from '../store/links.ts'
import type { PreviewLine } from '../store/previews.ts'
import { fieldPlans, type LinkPlan } from './plan-links.ts'
import type { NewcomerPlan } from './plan-newcomers.ts'
import { named } from './questions.ts'
import { shortened } from './short-words.ts'

/** Longer values are shown cut. */
const longest = 300

/** What would become of a link, in data that a person can be shown. */
export function lineOfLink(plan: LinkPlan): PreviewLine {
  const { item, verdict, rows } = plan
  const fields = Object.entries(fieldPlans(verdict) ?? {}).flatMap(([field, one]) =>
    lineOfField(plan, field, one),
  )
  const held = fields.some(one => one.is === 'hold' || one.is === 'refuse')
  const is = verdict.is === 'rest' && held ? 'hold' : verdict.is
  const settles = item.intents.length
  const said = {
    ...lineOfVerdict(verdict),
    ...(fields.length > 0 ? { fields } : {}),
    ...(settles > 0 ? { settles } : {}),
  }
  const { crm, pm } = item.link.ids
  // By its rows: a link that is not made yet has no number of its own.
  const key = `link:${item.pair.name}:${crm}=${pm}`
  return lineOf(item.pair.name, key, is, said, is === 'rest' && settles === 0 ? null : rows)
}

function lineOfField({ item, saw }: LinkPlan, field: string, plan: FieldPlan): { is: string }[] {
  if (plan.is === 'hold') return [{ is: plan.is, ...{ field, code: plan.code, detail: plan.detail } }]
  if (plan.is === 'refuse')
    return [{ is: plan.is, ...{ field, to: plan.to, value: cut(plan.value), why: plan.refusal.why } }]
  if (plan.is !== 'copy') return []
  const rule = item.pair.fields.find(one => one.crm === field)
  const from = otherSide(plan.to)
  const shows = rule
    ? { shows: cut(saw[from][rule[from]] ?? null), now: cut(saw[plan.to][rule[plan.to]] ?? null) }
    : {}
  const lost = plan.lost === undefined ? {} : { lost: cut(plan.lost) }
  return [
    { is: plan.is, ...{ field, to: plan.to, ...shows, value: cut(plan.value), why: plan.why, ...lost } },
  ]
}

/** What would become of a row without a counterpart. */
export function lineOfNewcomer(plan: NewcomerPlan): PreviewLine {
  const { item } = plan
  const { pair, claim, side } = item
  if (plan.is !== 'planned') return lineOf(pair.name, claim.key, plan.is, { side }, null)
  const rows: Partial<Record<Side, Row>> = { [side]: plan.row }
  return lineOf(
    pair.name,
    claim.key,
    plan.verdict.is,
    lineOfVerdict(plan.verdict),
    plan.verdict.is === 'rest' ? null : rows,
  )
}

/** The link that a pass would make of it. */
export function newLinkOf(plan: NewcomerPlan): NewLink[] {
  if (plan.is !== 'planned' || plan.verdict.is !== 'link') return []
  const { pair, side } = plan.item
  const ids = bySide(side, plan.row.id, plan.verdict.with)
  return [{ pair: pair.name, ids, base: { crm: {}, pm: {} } }]
}

function lineOfVerdict(verdict: object): object {
  const { fields, question, is, ...said } = verdict as Record<string, unknown>
  const made =
    is === 'create' && typeof fields === 'object' && fields !== null ? { makes: cutAll(fields) } : {}
  return { ...said, ...made }
}

function lineOf(
  pair: PreviewLine['pair'],
  key: string,
  verdict: string,
  said: object,
  rows: Partial<Record<Side, Row>> | null,
): PreviewLine {
  const digest = createHash('sha256')
    .update(JSON.stringify([verdict, said]))
    .digest('base64url')
    .slice(0, 22)
  return { pair, key, verdict, digest, line: rows === null ? null : { ...said, rows: named(rows) } }
}

function cutAll(fields: object): object {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, cut(value as Value)]))
}

function cut(value: Value): Value {
  return typeof value === 'string' ? shortened(value, longest) : value
}
