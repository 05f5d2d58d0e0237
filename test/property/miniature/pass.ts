import { goneAfterMs } from '../../../src/core/gone.ts'
import type { Side } from '../../../src/core/value.ts'
import { sides } from '../../../src/core/value.ts'
import {
  isBeingMade,
  type LinkPlan,
  type NewcomerPlan,
  planOfLink,
  planOfNewcomer,
  type Read,
} from './decide.ts'
import { act, type Edit, rowsAt } from './deeds.ts'
import { intentsFor } from './intents.ts'
import { fold, forgetKey, linkKey, linkOf, type Miniature, readKey } from './memory.ts'
import { remember } from './remember.ts'
import { arrive, Died, type Fate, send } from './send.ts'
import { settleCreate } from './settle.ts'

export interface PassAsk {
  readonly waitMs: number
  /** How many keys it takes. */
  readonly most: number
  readonly fates: readonly Fate[]
  /** What people type between its reading and its writing. */
  readonly meanwhile: readonly Edit[]
  /** Fields that its reading does not tell. */
  readonly hides: readonly string[]
  /** A side whose rows its reading misses. */
  readonly misses: Side | null
}

export const quietPass: PassAsk = {
  waitMs: goneAfterMs,
  most: Number.POSITIVE_INFINITY,
  fates: [],
  meanwhile: [],
  hides: [],
  misses: null,
}

type Plan = LinkPlan | NewcomerPlan

/** One pass: settle what was left behind, read, decide, say what will be lost, act, remember. It may die on the way. */
export function runPass(mini: Miniature, ask: PassAsk): void {
  mini.clock += ask.waitMs
  mini.passes += 1
  for (const side of sides) arrive(mini, side)
  fold(mini)
  const due = [...mini.dirty].filter(([, at]) => at <= mini.clock).map(([key]) => key)
  const keys = due.slice(0, ask.most).filter(key => settleCreate(mini, key))
  for (const key of keys) noteName(mini, key)
  const plans = keys.flatMap(key => planOf(mini, key, reading(mini, ask)))
  for (const plan of plans) show(mini, plan)
  const intents = plans.flatMap(plan => intentsFor(mini, plan))
  const written = intents.map(intent => intent.rowId)
  for (const edit of ask.meanwhile) between(mini, edit, written)
  try {
    const sent = send(mini, intents, ask.fates)
    for (const plan of plans) {
      const own = sent.filter(one => one.intent.key === plan.key)
      remember(mini, plan, own)
    }
  } catch (death) {
    if (!(death instanceof Died)) throw death
  }
}

/** Newcomers of one pass know each other as they are now, so that none is matched while another row is made for it. */
function noteName(mini: Miniature, key: string): void {
  const named = readKey(key)
  const row = named.is === 'newcomer' ? mini.vendors[named.side].rows.get(named.id) : undefined
  if (named.is === 'newcomer' && row) mini.sightings.set(`${named.side} ${named.id}`, row.fields)
}

function reading(mini: Miniature, { hides, misses }: PassAsk): Read {
  return (side, id) => {
    const row = side === misses ? undefined : mini.vendors[side].rows.get(id)
    if (!row) return undefined
    const isTold = (field: string) =>
      !hides.includes(field) || mini.policy.match?.[side].fields.name === field
    const told = Object.entries(row.fields).filter(([field]) => isTold(field))
    return { ...row, fields: Object.fromEntries(told) }
  }
}

/** An edit that a write in flight would overwrite unseen is only possible where the vendor guards its versions. */
function between(mini: Miniature, edit: Edit, written: readonly string[]): void {
  const isGuarded = mini.vendors[edit.side].traits.ifVersion
  if (isGuarded || !rowsAt(mini, edit).some(row => written.includes(row.id))) act(mini, edit)
}

function planOf(mini: Miniature, key: string, read: Read): Plan[] {
  const named = readKey(key)
  const plans =
    named.is === 'link' ? linkPlan(mini, key, named.id, read) : newcomerPlan(mini, key, named, read)
  if (plans === null) forgetKey(mini, key)
  return plans ?? []
}

function linkPlan(mini: Miniature, key: string, id: string, read: Read): Plan[] | null {
  const link = mini.links.get(id)
  return link ? [planOfLink(mini, key, link, read)] : null
}

/** Null: the key is nobody's any more. */
function newcomerPlan(
  mini: Miniature,
  key: string,
  { side, id }: { readonly side: Side; readonly id: string },
  read: Read,
): Plan[] | null {
  const link = linkOf(mini, side, id)
  if (link) {
    mini.dirty.set(linkKey(link), mini.clock)
    return null
  }
  const row = read(side, id)
  if (row) return isBeingMade(mini, row) ? [] : [planOfNewcomer(mini, key, side, row)]
  mini.sightings.delete(`${side} ${id}`)
  return null
}

/** What is about to be lost is named before it goes, so that a death in between hides nothing. */
function show(mini: Miniature, plan: Plan): void {
  if (plan.is !== 'link' || plan.verdict.is !== 'update') return
  for (const rule of mini.policy.fields) {
    const field = plan.verdict.fields[rule.crm]
    if (field?.is !== 'copy' || field.lost === undefined) continue
    const row = plan.link.ids[field.to]
    mini.journal.push({ pass: mini.passes, row, field: rule[field.to], lost: field.lost })
  }
}
