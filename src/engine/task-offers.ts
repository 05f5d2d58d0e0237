import type { PairPolicy } from '../core/policy.ts'
import type { Offer } from '../core/task-places.ts'
import type { Fields, Side } from '../core/value.ts'
import { dealsById } from '../store/deals.ts'
import { linksOfRows } from '../store/links.ts'
import { projectsOfAccount } from '../store/offers.ts'
import { namedAt } from '../store/seen-rows.ts'
import { sightingsOf } from '../store/sightings.ts'
import { dealsAsk, type MappingDesk, projectsAsk } from './deals-desk.ts'

/** The deal and the account that a project belongs to; the deal first. */
export async function offersInCrm(desk: MappingDesk, project: string): Promise<Offer[]> {
  const deal = await counterpartOf(desk, 'deals', 'pm', project)
  const account = (deal && (await accountOf(desk, deal))) ?? (await accountOfClient(desk, project))
  const found = [
    { pair: 'deals' as const, id: deal },
    { pair: 'accounts' as const, id: account },
  ]
  return Promise.all(found.flatMap(({ pair, id }) => (id === null ? [] : [offer(desk, pair, 'crm', id)])))
}

/** The project of a task's deal; where there is none, the projects of its account. */
export async function offersInPm(
  desk: MappingDesk,
  deal: string | null,
  account: string | null,
): Promise<Offer[]> {
  const project = deal && (await counterpartOf(desk, 'deals', 'crm', deal))
  if (project) return [await offer(desk, 'deals', 'pm', project)]
  const of = account ?? (deal && (await accountOf(desk, deal)))
  return of ? projectsOf(desk, of) : []
}

/** Whether the project of a deal was asked for already, or is being made: its tasks then wait for it. */
export async function isOnItsWay(desk: MappingDesk, deal: string): Promise<boolean> {
  const { deals } = desk.policy.pairs
  const [record] = deals ? await dealsById(desk.engine.pool, dealsAsk(desk, deals), [deal]) : []
  return record?.project === null && (record.isWished || record.isBeingMade)
}

type Named = 'deals' | 'accounts'

async function counterpartOf(desk: MappingDesk, pair: Named, side: Side, id: string): Promise<string | null> {
  const [link] = await linksOfRows(desk.engine.pool, desk.mapping.id, [{ pair, side, id }])
  return link?.ids[side === 'crm' ? 'pm' : 'crm'] ?? null
}

async function accountOf(desk: MappingDesk, deal: string): Promise<string | null> {
  const { deals } = desk.policy.pairs
  const anchor = deals?.anchor
  if (!deals || !anchor) return null
  return textOf((await seen(desk, deals, 'crm', deal))?.[anchor.crm])
}

async function accountOfClient(desk: MappingDesk, project: string): Promise<string | null> {
  const { deals } = desk.policy.pairs
  const client = deals?.anchor && textOf((await seen(desk, deals, 'pm', project))?.[deals.anchor.pm])
  return client ? counterpartOf(desk, 'accounts', 'pm', client) : null
}

async function projectsOf(desk: MappingDesk, account: string): Promise<Offer[]> {
  const { deals } = desk.policy.pairs
  const client = await counterpartOf(desk, 'accounts', 'crm', account)
  const ask = deals && projectsAsk(desk, deals, account, client)
  const projects = ask ? await projectsOfAccount(desk.engine.pool, ask) : []
  return projects.map(project => ({ pair: 'deals', ...project }))
}

async function offer(desk: MappingDesk, pair: Named, side: Side, id: string): Promise<Offer> {
  const entity = desk.policy.pairs[pair]?.entity[side] ?? pair
  const connection = desk[side].connection.id
  const ask = { mapping: desk.mapping.id, connection, side, rows: [{ entity, id }] }
  const names = await namedAt(desk.engine.pool, ask)
  return { pair, id, title: names.get(`${entity} ${id}`) ?? null }
}

async function seen(
  desk: MappingDesk,
  pair: PairPolicy,
  side: Side,
  id: string,
): Promise<Fields | undefined> {
  const found = await sightingsOf(desk.engine.pool, desk[side].connection.id, pair.entity[side], [id])
  return found.get(id)
}

function textOf(value: Fields[string] | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
