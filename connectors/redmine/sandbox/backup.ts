import { byBackup, refill, setBack } from '#spi'
import { printProject } from './project-print.ts'
import { shownIssue } from './record.ts'
import type { World } from './world.ts'

const tables = ['projects', 'members', 'issues', 'relations', 'versions'] as const
type Kept = { readonly [Name in (typeof tables)[number]]: Map<number, unknown> }

/** Keeps what is there; what it answers puts all records back as they are now. Ids are not handed out a second time. */
export function backup(world: World): () => void {
  const kept = Object.fromEntries(
    tables.map(name => [name, structuredClone<Map<number, unknown>>(world[name])]),
  )
  return () => {
    const before = shown(world)
    for (const name of tables) refill((world as Kept)[name], structuredClone(kept[name] ?? new Map()))
    const at = new Date(world.now()).toISOString()
    const after = shown(world)
    for (const [module, rows] of before) {
      const changes = setBack(rows, after.get(module) ?? new Map())
      world.history.push(...changes.map(change => ({ at, by: byBackup, module, ...change })))
    }
  }
}

type Shown = Readonly<Record<string, unknown>>

/** What its history tells of, as that shows it. */
function shown(world: World): ReadonlyMap<string, ReadonlyMap<string, Shown>> {
  const issues = [...world.issues.values()]
  const said = issues.flatMap(({ id, journals }) =>
    journals.filter(({ notes }) => notes.trim() !== '').map(one => ({ ...one, issue: id })),
  )
  return new Map<string, ReadonlyMap<string, Shown>>([
    [
      'projects',
      new Map([...world.projects.values()].map(one => [String(one.id), printProject(world, one)])),
    ],
    ['issues', new Map(issues.map(one => [String(one.id), shownIssue(world, one)]))],
    ['journals', new Map(said.map(one => [String(one.id), one]))],
  ])
}
