import assert from 'node:assert/strict'
import { mergeField } from '../../../src/core/merge.ts'
import type { FieldRule } from '../../../src/core/policy.ts'
import { mayFlow } from '../../../src/core/policy.ts'
import type { Side, Value } from '../../../src/core/value.ts'
import { otherSide, sameValue, sides } from '../../../src/core/value.ts'
import { people } from './mapping.ts'
import { type Link, linkKey, linkOf, type Miniature, newcomerKey, sweep } from './memory.ts'
import { quietPass, runPass } from './pass.ts'
import { rewrite } from './rewriting.ts'

/** Law: a few quiet passes settle whatever happened, and the next one writes nothing. */
export function settlesDown(mini: Miniature): void {
  for (let round = 0; round < 8; round += 1) {
    const before = stateOf(mini)
    quietRound(mini)
    if (stateOf(mini) === before) return
  }
  assert.fail('it never comes to rest')
}

function stateOf(mini: Miniature): string {
  return JSON.stringify([mini.writes, mini.linked, ...mini.links.keys()])
}

function quietRound(mini: Miniature): void {
  sweep(mini)
  sweep(mini)
  for (let pass = 0; pass < 12; pass += 1) {
    runPass(mini, quietPass)
    if (mini.dirty.size === 0 && sides.every(side => mini.vendors[side].news.length === 0)) return
  }
  assert.fail(`still due: ${[...mini.dirty.keys()]}`)
}

/** Law: both sides agree on every field that goes both ways, or a person is asked or told why not. */
export function agrees(mini: Miniature): void {
  for (const link of mini.links.values()) {
    if (isAsked(mini, link, '')) continue
    for (const rule of mini.policy.fields) fieldAgrees(mini, link, rule)
  }
}

type Known = Readonly<Record<Side, Value>>

function fieldAgrees(mini: Miniature, link: Link, rule: FieldRule): void {
  const shown = (side: Side) => mini.vendors[side].rows.get(link.ids[side])?.fields[rule[side]] ?? null
  const known = { crm: shown('crm'), pm: shown('pm') }
  if (isAsked(mini, link, rule.crm) || isTold(mini, link, rule, known) || isLeft(link, rule, known)) return
  const what = `${rule.crm} of ${link.ids.crm}: ${JSON.stringify(known)}`
  for (const side of sides)
    assert.deepEqual(link.base[side][rule[side]], known[side], `the past of ${side} was left behind, ${what}`)
  const agree = rule.lens.agree(known.crm, known.pm, people)
  const rewritten = sides.some(side => mayFlow(rule.flow, side) && isRewritten(mini, rule, side, known))
  const isBackOtherwise = mini.backOtherwise.has(`${link.id} ${rule.crm}`)
  assert.ok(agree || rewritten || isBackOtherwise, `the two sides differ, ${what}`)
}

/** A refusal is about the very value that waits on the other side. */
function isTold(mini: Miniature, link: Link, rule: FieldRule, known: Known): boolean {
  const at = (side: Side) => ({ base: link.base[side][rule[side]], now: known[side], changedAt: null })
  const merged = mergeField(rule, { crm: at('crm'), pm: at('pm') }, mini.policy.atLink, people)
  return [...mini.episodes.values()].some(({ link: id, field, to, value }) => {
    if (id !== link.id || field !== rule.crm) return false
    if (merged.is === 'copy' && merged.why === 'merged') return sameValue(merged.value, value)
    const across = rule.lens.across(known[otherSide(to)], to, known[to], people)
    return across.ok && sameValue(across.value, value)
  })
}

/** Whether a side shows what its vendor makes of the other side's value. */
function isRewritten(mini: Miniature, rule: FieldRule, to: Side, known: Known): boolean {
  const across = rule.lens.across(known[otherSide(to)], to, known[to], people)
  if (!across.ok) return false
  const shown = rewrite(mini.vendors[to].traits.rewrites[rule[to]], across.value)
  const { lines } = rule.lens
  return lines
    ? sameValue(lines.of(to, shown), lines.of(to, known[to]))
    : sameValue(shown === '' ? null : shown, known[to])
}

/** A one-way field that was edited where it only arrives stays as it is until there is something to carry. */
function isLeft(link: Link, rule: FieldRule, known: Known): boolean {
  if (rule.flow === 'both') return false
  const [from, to]: [Side, Side] = rule.flow === 'to-pm' ? ['crm', 'pm'] : ['pm', 'crm']
  const hasNews = !sameValue(link.base[from][rule[from]] ?? null, known[from])
  return !hasNews && !sameValue(link.base[to][rule[to]], known[to])
}

/** Law: where the mapping creates by itself, every row has its counterpart, or a person is asked. */
export function everyRowIsMet(mini: Miniature): void {
  for (const side of sides) {
    if (!mini.policy.create.includes(otherSide(side))) continue
    for (const id of mini.vendors[side].rows.keys()) {
      const holds = mini.holds.get(newcomerKey(side, id)) ?? []
      assert.ok(holds.length > 0 || linkOf(mini, side, id), `${id} has no counterpart, and nobody is asked`)
    }
  }
}

/** Law: nothing is left open when all is quiet. */
export function nothingIsLeftOpen(mini: Miniature): void {
  assert.deepEqual([...mini.intents.values()], [])
  for (const link of mini.links.values())
    for (const side of sides)
      assert.ok(mini.vendors[side].rows.has(link.ids[side]) || isAsked(mini, link, ''))
}

function isAsked(mini: Miniature, link: Link, field: string): boolean {
  return mini.holds.get(linkKey(link))?.some(hold => hold.field === field) ?? false
}

/** Law: a tie is only asked about where people did edit both sides. */
export function noFalseTies(mini: Miniature): void {
  for (const link of mini.links.values())
    for (const rule of mini.policy.fields) {
      const holds = mini.holds.get(linkKey(link)) ?? []
      if (!holds.some(hold => hold.field === rule.crm && hold.code === 'hold/both-changed')) continue
      for (const side of sides)
        assert.ok(mini.typed.has(`${side} ${link.ids[side]} ${rule[side]}`), `nobody typed ${rule[side]}`)
    }
}
