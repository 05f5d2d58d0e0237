import type { World } from '../core/lens.ts'
import type { PairPolicy } from '../core/policy.ts'
import { lookedAt, type Surroundings, type UnreadAround } from '../core/rules.ts'
import { type Schedule, scheduleShown } from '../core/schedule.ts'
import type { Page, Row } from '../spi/index.ts'
import type { PassDesk } from './desk.ts'
import { readRows } from './reading.ts'
import { counterpart } from './world.ts'

/** What rules may look at of these rows around, and what of it cannot be read. */
export type Around = (wanted: readonly UnreadAround[], world: World) => Surroundings

export interface Wanted {
  readonly wanted: readonly UnreadAround[]
  /** Where a project's deal is found. */
  readonly world: World
}

/** Reads the projects and parents that rules want to see, in bulk, and whatever the projects' schedules stand in. */
export async function aroundOf(desk: PassDesk, asked: readonly Wanted[]): Promise<Around> {
  const reads = asked.flatMap(one =>
    one.wanted.map(({ entity, id }) => ({ side: 'pm' as const, entity, id })),
  )
  const rows = await readRows(desk, reads)
  const readable = ({ entity, id }: UnreadAround) => {
    const row = rows.get('pm', entity, id)
    return row && !lookedAt.some(name => row.unread?.[name] !== undefined) ? row : undefined
  }
  const projects = asked.flatMap(({ wanted, world }) =>
    wanted.flatMap(one => {
      const row = one.as === 'project' ? readable(one) : undefined
      return row ? [{ row, world }] : []
    }),
  )
  const scheduled = await schedulesOf(desk, projects)
  return (wanted, world) => {
    const found = wanted.map(one => {
      const row = readable(one)
      if (!row) return one
      return one.as === 'project' ? scheduled(row, world) : { as: one.as, id: row.id, fields: row.fields }
    })
    const read = found.flatMap(one => ('fields' in one ? [[one.as, one] as const] : []))
    return { ...Object.fromEntries(read), unread: found.flatMap(one => ('fields' in one ? [] : [one])) }
  }
}

interface ScheduledProject {
  readonly row: Row
  readonly world: World
}

type Read = NonNullable<Surroundings['project']> & { readonly as: UnreadAround['as'] }
type Scheduled = (row: Row, world: World) => Read | UnreadAround

/** Nothing is read where the project itself tells. */
async function schedulesOf(desk: PassDesk, projects: readonly ScheduledProject[]): Promise<Scheduled> {
  const { deals } = desk.policy.pairs
  const schedule = deals?.schedule
  if (!deals || !schedule || projects.length === 0)
    return row => ({ as: 'project', id: row.id, fields: row.fields })
  const dealOf = await dealsOf(desk, deals, schedule, projects)
  const partsOf = await partsIn(desk, schedule, [...new Set(projects.map(({ row }) => row.id))])
  return (row, world) => {
    const parts = (entity: string) => partsOf(row.id, entity)
    const shown = scheduleShown(schedule, { project: row, deal: dealOf(row, world), parts })
    if (shown.is === 'unread') return { as: 'project', ...shown.row }
    return { as: 'project', id: row.id, fields: shown.fields, waits: shown.waits }
  }
}

function sourcesOf({ start, end, strict }: Schedule) {
  return [start, end, strict].flatMap(source => (typeof source === 'object' ? [source] : []))
}

/** The deal that a project is linked with. */
async function dealsOf(
  desk: PassDesk,
  deals: PairPolicy,
  schedule: Schedule,
  projects: readonly ScheduledProject[],
) {
  const isAsked = sourcesOf(schedule).some(source => source.of === 'deal')
  const dealIdOf = (row: Row, world: World) => (isAsked ? counterpart(world, 'deals', 'pm', row.id) : null)
  const entity = deals.entity.crm
  const reads = projects.flatMap(({ row, world }) => {
    const id = dealIdOf(row, world)
    return id === null ? [] : [{ side: 'crm' as const, entity, id }]
  })
  const rows = await readRows(desk, reads)
  return (row: Row, world: World) => {
    const id = dealIdOf(row, world)
    return id === null ? null : { entity, id, row: rows.get('crm', entity, id) }
  }
}

/** The records inside each of the projects, of the kinds that the schedule names. */
async function partsIn(desk: PassDesk, schedule: Schedule, projects: readonly string[]) {
  const kinds = sourcesOf(schedule).flatMap(source => (source.of === 'part' ? [source.entity] : []))
  const asked = [...new Set(kinds)].flatMap(entity => projects.map(project => ({ entity, project })))
  const read = await Promise.all(
    asked.map(
      async ({ entity, project }) => [`${entity} ${project}`, await within(desk, entity, project)] as const,
    ),
  )
  const found = new Map(read)
  return (project: string, entity: string) => found.get(`${entity} ${project}`) ?? []
}

async function within({ pm }: PassDesk, entity: string, project: string): Promise<readonly Row[]> {
  const rows: Row[] = []
  let cursor: string | null = null
  do {
    const page: Page = await pm.connector.pull(pm.session, { entity, since: null, cursor, within: project })
    rows.push(...page.rows)
    cursor = page.next
  } while (cursor !== null)
  return rows
}
