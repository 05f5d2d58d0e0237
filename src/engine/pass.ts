import type { Claim } from '../store/dirty.ts'
import { isBraked, uncount } from './braking.ts'
import type { PassDesk } from './desk.ts'
import { memoOfLink } from './link-memos.ts'
import { lookAtThreads } from './look-at-threads.ts'
import { type Memo, remember } from './memo.ts'
import { memoOfNewcomer } from './newcomer-memos.ts'
import { openKeys } from './open-keys.ts'
import { type LinkPlan, planLinks, readsOfLinks } from './plan-links.ts'
import { type NewcomerPlan, planNewcomers, readsOfNewcomers } from './plan-newcomers.ts'
import { readRows } from './reading.ts'
import { newcomerLookedOnce } from './second-look.ts'
import { type Sent, send } from './send.ts'
import { settleCreates } from './settle.ts'
import { stopMapping } from './stopping.ts'
import { untilPulled } from './until-pulled.ts'
import { writesOfLink, writesOfNewcomer } from './writes.ts'

/**
 * One pass over claimed keys: settle what was left behind, read, decide, brake, act, remember. Answers the keys of which
 * something was written.
 */
export async function runPass(desk: PassDesk, claims: readonly Claim[]): Promise<ReadonlySet<string>> {
  const keys = await openKeys(desk, claims)
  const links = await settleCreates(desk, keys.links)
  const newcomers = await settleCreates(desk, keys.newcomers)
  const threads = await lookAtThreads(desk, keys.threads)
  const known = await untilPulled(desk, newcomers.items)
  await remember(desk, [...keys.idle, ...links.memos, ...newcomers.memos, ...known.memos, ...threads])

  const rows = await readRows(desk, [...readsOfLinks(links.items), ...readsOfNewcomers(known.items)])
  const plans = {
    links: await planLinks(desk, links.items, rows),
    newcomers: await planNewcomers(desk, known.items, rows),
  }

  if (await isBraked(desk, plans.links, plans.newcomers)) return new Set()
  const sent = await act(desk, plans)
  await uncount(desk, plans.links, sent)
  await remember(desk, await memosOf(desk, plans, sent))
  await stopWhatIsForbidden(desk, sent)
  return new Set(sent.flatMap(one => (one.is === 'sent' && one.result.ok ? [one.intent.key] : [])))
}

interface Plans {
  readonly links: readonly LinkPlan[]
  readonly newcomers: readonly NewcomerPlan[]
}

function act(desk: PassDesk, plans: Plans): Promise<Sent[]> {
  const writes = [
    ...plans.links.flatMap(plan => writesOfLink(desk, plan)),
    ...plans.newcomers.flatMap(plan => writesOfNewcomer(desk, plan)),
  ]
  return writes.length === 0 ? Promise.resolve([]) : send(desk, writes)
}

function memosOf(desk: PassDesk, plans: Plans, sent: readonly Sent[]): Promise<Memo[]> {
  const byKey = Map.groupBy(sent, one => one.intent.key)
  const of = (key: string) => byKey.get(key) ?? []
  return Promise.all([
    ...plans.links.map(plan => memoOfLink(desk, plan, of(plan.item.claim.key))),
    ...plans.newcomers.map(async plan => {
      const memo = await memoOfNewcomer(desk, plan, of(plan.item.claim.key))
      return { ...memo, end: newcomerLookedOnce(plan, memo.end) }
    }),
  ])
}

/** A missing right stops the mapping, which says so. (A refused sign-in has stopped the connection already.) */
async function stopWhatIsForbidden(desk: PassDesk, sent: readonly Sent[]): Promise<void> {
  for (const one of sent)
    if (one.is === 'sent' && !one.result.ok && one.result.failure.kind === 'forbidden')
      await stopMapping(desk.engine, desk.mapping, { is: 'forbidden', why: one.result.failure.message })
}
