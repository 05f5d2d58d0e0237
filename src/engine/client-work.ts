import type { TaskCounts } from '../core/tally.ts'
import { dealsOfAccount } from '../store/deals.ts'
import { linksOfRows } from '../store/links.ts'
import { projectsOfAccount } from '../store/offers.ts'
import { linkedTasksIn, overdueTasks } from '../store/task-states.ts'
import { dealsAsk, type MappingDesk, projectsAsk, type ToldDeal, toldDeal } from './deals-desk.ts'
import { linkKey, newcomerKey } from './keys.ts'
import { countsOf, todayAt } from './tallies.ts'

/** Whatever was sold to one client and is being delivered. `tasks` is null where the mapping has none counted. */
export interface ClientWork {
  readonly deals: readonly (ToldDeal & { readonly tasks: TaskCounts | null })[]
  /** Projects that no deal has become. */
  readonly projects: readonly {
    readonly id: string
    readonly title: string | null
    readonly tasks: TaskCounts | null
  }[]
  readonly overdue: readonly OverdueTask[]
  /** What its entries in the journal are about, and what a person calls that. */
  readonly titles: ReadonlyMap<string, string | null>
}

type OverdueTask = Awaited<ReturnType<typeof overdueTasks>>[number]

const nothing: ClientWork = { deals: [], projects: [], overdue: [], titles: new Map() }
const mostOverdue = 50

/** The deals and projects of an account, and the tasks in them that are late. */
export async function clientWork(
  desk: MappingDesk,
  account: string,
  client: string | null,
): Promise<ClientWork> {
  const { deals: pair } = desk.policy.pairs
  const ask = pair && projectsAsk(desk, pair, account, client)
  if (!pair?.anchor || !ask) return nothing
  const { pool } = desk.engine
  const records = await dealsOfAccount(pool, dealsAsk(desk, pair), pair.anchor.crm, account)
  const told = records.map(record => toldDeal(pair, record))
  const projects = await projectsOfAccount(pool, ask)
  const ids = projects.map(project => project.id)
  const counts = await countsOf(desk, ids)
  const { connection } = desk.pm
  const late = {
    mapping: desk.mapping.id,
    connection: connection.id,
    today: todayAt(connection),
    projects: ids,
  }
  return {
    deals: told.map(deal => ({
      ...deal,
      tasks: deal.state.is === 'made' ? counts(deal.state.project) : null,
    })),
    projects: projects
      .filter(({ id }) => !records.some(deal => deal.project === id))
      .map(project => ({ ...project, tasks: counts(project.id) })),
    overdue: await overdueTasks(pool, late, mostOverdue),
    titles: await titlesOf(desk, told, ids),
  }
}

async function titlesOf(
  { engine: { pool }, mapping, pm }: MappingDesk,
  deals: readonly ToldDeal[],
  projects: readonly string[],
): Promise<ClientWork['titles']> {
  const rows = deals.map(({ deal }) => ({ pair: 'deals' as const, side: 'crm' as const, id: deal }))
  const links = await linksOfRows(pool, mapping.id, rows)
  const tasks = await linkedTasksIn(pool, mapping.id, pm.connection.id, projects)
  const titles = new Map(deals.map(({ deal, title }) => [deal, title]))
  return new Map([
    ...deals.map(({ deal, title }) => [newcomerKey('deals', 'crm', deal), title] as const),
    ...links.map(({ id, ids }) => [linkKey(id), titles.get(ids.crm) ?? null] as const),
    ...tasks.map(({ id, title }) => [linkKey(id), title] as const),
  ])
}
