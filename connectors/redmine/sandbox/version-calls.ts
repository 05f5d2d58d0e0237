import { type Answer, bare, invalid } from './answer.ts'
import { type Actor, type Call, type Given, numberIn } from './call.ts'
import { named } from './issue-print.ts'
import { projectFor } from './project-calls.ts'
import { record } from './record.ts'
import { sees } from './rights.ts'
import type { Version } from './rows.ts'
import { nextId, stamp, type World } from './world.ts'

/** All of them at once, without pages. */
export function listVersions(call: Call): Answer {
  const project = projectFor(call)
  const rows = [...call.world.versions.values()].filter(one => one.project === project.id)
  const versions = rows.map(row => printVersion(call.world, row))
  return { status: 200, body: { versions, total_count: versions.length } }
}

export function showVersion({ world, actor, id }: Call): Answer {
  const version = world.versions.get(numberIn(id) ?? 0)
  if (!actor.user) throw bare(401)
  const project = version && world.projects.get(version.project)
  if (!version || !project) throw bare(404)
  if (!sees(world, actor, project)) throw bare(403)
  return { status: 200, body: { version: printVersion(world, version) } }
}

export function addVersion(world: World, actor: Actor, fields: Given): Version {
  const project = world.projects.get(numberIn(fields.project_id) ?? 0)
  if (!project) throw bare(404)
  const now = stamp(world)
  const id = nextId(world, 'versions', world.versions)
  const blank = { id, project: project.id, name: '', status: 'open', due: null, created: now, updated: now }
  return keep(world, actor, null, taken(world, blank, fields))
}

export function changeVersion(world: World, actor: Actor, id: string, fields: Given): Version {
  const before = versionNamed(world, id)
  return keep(world, actor, before, taken(world, { ...before, updated: stamp(world) }, fields))
}

export function removeVersion(world: World, actor: Actor, id: string): Version {
  const before = versionNamed(world, id)
  world.versions.delete(before.id)
  record(world, actor, { does: 'remove', module: 'versions', id, before: { ...before }, after: null })
  return before
}

function versionNamed(world: World, id: string): Version {
  const found = world.versions.get(numberIn(id) ?? 0)
  if (!found) throw new Error(`There is no version ${id}`)
  return found
}

/** A name is needed, and no other version of the project has it. */
function taken(world: World, version: Version, fields: Given): Version {
  const name = 'name' in fields ? String(fields.name ?? '').trim() : version.name
  if (name === '') throw invalid('Name cannot be blank')
  const others = [...world.versions.values()].filter(one => one.id !== version.id)
  if (others.some(one => one.project === version.project && one.name === name))
    throw invalid('Name has already been taken')
  const due = 'due_date' in fields ? String(fields.due_date ?? '') || null : version.due
  if (due !== null && !/^\d{4}-\d{2}-\d{2}$/.test(due)) throw invalid('Due date is not a valid date')
  return { ...version, name, due, status: 'status' in fields ? String(fields.status) : version.status }
}

function keep(world: World, actor: Actor, before: Version | null, after: Version): Version {
  world.versions.set(after.id, after)
  record(world, actor, {
    does: before ? 'edit' : 'add',
    module: 'versions',
    id: String(after.id),
    before: before && { ...before },
    after: { ...after },
  })
  return after
}

export function printVersion(world: World, { id, project, name, status, due, created, updated }: Version) {
  return {
    id,
    project: named(world.projects.get(project)),
    name,
    description: '',
    status,
    due_date: due,
    sharing: 'none',
    wiki_page_title: null,
    created_on: created,
    updated_on: updated,
  }
}
