import type { accountsChanges } from '../engine/verbs/accounts-changes.ts'
import type { AccountList, DeskRow } from '../engine/verbs/accounts-list.ts'
import type { Undone } from '../engine/verbs/accounts-undo.ts'
import type { Linked } from '../engine/verbs/link-accounts.ts'
import type { MatchRun } from '../store/match-runs.ts'
import { more } from './ask.ts'

/** A page of the match desk, for a person. */
export function accountWords({ items, next, counts, lastRun }: AccountList): readonly string[] {
  const some = Object.entries(counts).filter(([, count]) => count > 0)
  const all = some.map(([state, count]) => `${state} ${count}`).join(', ')
  return [`All: ${all || 'nobody yet'}.`, ...runWords(lastRun), ...items.flatMap(rowWords), ...more(next)]
}

function rowWords({ crm, pm, origin, candidates = [] }: DeskRow): readonly string[] {
  const own = [crm && `crm:${crm.id} ${crm.name ?? ''}`, pm && `pm:${pm.id} ${pm.name ?? ''}`].filter(Boolean)
  const found = candidates.map(
    one =>
      `  ${one.score.toFixed(2)}  ${one.id} ${one.name ?? ''}: ${one.reasons.map(({ says }) => says).join('; ')}`,
  )
  return [[own.join('  =  '), origin ? `(${origin})` : ''].join('  ').trimEnd(), ...found]
}

function runWords(run: MatchRun | null): readonly string[] {
  if (!run) return []
  const { compared, appeared, changed, vanished } = run
  const state = run.endedAt === null ? 'under way' : `ended ${run.endedAt}`
  return [
    `Last run, ${state}: ${compared} compared; ${appeared} suggestions new, ${changed} changed, ${vanished} gone.`,
  ]
}

export function rerunWords({ before }: { readonly before: MatchRun | null }): readonly string[] {
  return [
    ...runWords(before),
    'A running node compares all accounts now; see the outcome with: baton accounts changes',
  ]
}

type Changes = Awaited<ReturnType<(typeof accountsChanges)['act']>>

/** What matching again changed, for a person: before and after. */
export function changeWords({ items, next }: Changes): readonly string[] {
  if (items.length === 0) return ['Nothing changed.']
  const like = (of: Changes['items'][number]['now']) => (of ? of.score.toFixed(2) : 'not suggested')
  const lines = items.map(
    ({ crm, pm, before, now }) =>
      `${like(before)} -> ${like(now)}  ${crm.id} ${crm.name ?? ''} = ${pm.id} ${pm.name ?? ''}: ${(now ?? before)?.reasons.map(({ says }) => says).join('; ') ?? ''}`,
  )
  return [...lines, ...more(next)]
}

export function linkedWords({ linked, refused }: Linked): readonly string[] {
  return [
    `Linked: ${linked.length}. What waited for them goes on by itself.`,
    ...refused.map(({ what, why }) => `Not linked: ${what.crm}=${what.pm}. ${why}`),
  ]
}

export function undoneWords({ unlinked, projects, refused }: Undone): readonly string[] {
  return [
    `Unlinked: ${unlinked.length}.`,
    ...projects.map(one => `Project ${one.project} of deal ${one.deal} keeps its client.`),
    ...refused.map(({ what, why }) => `Not undone: ${what.crm}=${what.pm}. ${why}`),
  ]
}
