import { byBackup, refill, setBack } from '#spi'
import { clientView } from './client-store.ts'
import { commentView } from './comment-view.ts'
import { projectState } from './project-view.ts'
import type { Fields } from './rows.ts'
import { taskView } from './task-view.ts'
import type { World } from './world.ts'

const tables = [
  'projects',
  'milestones',
  'tasklists',
  'tasks',
  'comments',
  'clients',
  'contacts',
  'tags',
] as const
type Kept = { readonly [Name in (typeof tables)[number]]: Map<string, unknown> }

/** Keeps what is there; what it answers puts all records back as they are now. No webhook tells of that. */
export function backup(world: World): () => void {
  const kept = Object.fromEntries(tables.map(name => [name, new Map<string, unknown>(world[name])]))
  return () => {
    const before = shown(world)
    for (const name of tables) refill((world as Kept)[name], kept[name] ?? new Map())
    const at = new Date(world.clock.now()).toISOString()
    const after = shown(world)
    for (const [module, rows] of before) {
      const changes = setBack(rows, after.get(module) ?? new Map())
      world.history.push(...changes.map(change => ({ at, by: byBackup, module, ...change })))
    }
  }
}

/** What its history tells of, as that shows it. */
function shown(world: World): ReadonlyMap<string, ReadonlyMap<string, Fields>> {
  const of = <Row extends { readonly id: string }>(rows: Iterable<Row>, view: (row: Row) => Fields) =>
    new Map([...rows].map(row => [row.id, view(row)]))
  return new Map([
    ['Projects', of(world.projects.values(), one => projectState(world, one))],
    ['Tasks', of(world.tasks.values(), one => taskView(world, one))],
    ['Clients', of(world.clients.values(), one => clientView(one, null))],
    ['Comments', of(world.comments.values(), one => commentView(world, one))],
  ])
}
