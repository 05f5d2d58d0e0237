import type { Actor } from './call.ts'
import { readProjectKeys } from './project-keys.ts'
import { addProject, changeProject } from './project-store.ts'
import { missingKey } from './refusal.ts'
import type { Fields, Project } from './rows.ts'
import { firstStatus } from './status-rows.ts'
import { amended } from './tag-rows.ts'
import { copiedTraits, copyContents, copySource } from './template-copy.ts'
import type { World } from './world.ts'

/** Makes a project or template from a body as the API takes it; the screen comes through here too. */
export function createProject(world: World, actor: Actor, kind: Project['kind'], body: Fields): Project {
  const source = copySource(world, body)
  const blank = { ...blankProject(world, actor, kind), ...(source ? copiedTraits(world, source) : {}) }
  const users = amended(blank.users, [actor.user.zpuid], [])
  const changes = readProjectKeys(body, { world, actor, before: { ...blank, users } })
  if (changes.name === undefined) throw missingKey('name')
  const at = world.clock.stamp()
  const id = world.nextId()
  const draft = { ...blank, users, ...changes, id, created: at, modified: at }
  const project = addProject(world, actor, draft)
  if (source) copyContents(world, actor, source, project)
  return project
}

export function updateProject(world: World, actor: Actor, before: Project, body: Fields): Project {
  const changes = readProjectKeys(body, { world, actor, before })
  const same = JSON.stringify({ ...before, ...changes }) === JSON.stringify(before)
  if (same && world.switches.get('no-op-write') === 'nothing') return before
  return changeProject(world, actor, before, changes)
}

export function blankProject(world: World, actor: Actor, kind: Project['kind']): Project {
  const numbers = [...world.projects.values()].filter(one => one.kind === kind)
  const user = actor.user.zpuid
  return {
    id: '',
    number: 1 + Math.max(0, ...numbers.map(one => one.number)),
    kind,
    name: '',
    description: '',
    owner: user,
    public: false,
    strict: false,
    rollup: false,
    start: null,
    end: null,
    status: firstStatus(world, 'projects', false),
    group: [...world.groups.keys()][0] ?? '',
    users: [user],
    clients: [],
    primaryClient: null,
    tags: [],
    budget: { tracking_method: 'none' },
    custom: {},
    trashedAt: null,
    created: '',
    modified: '',
    createdBy: user,
    updatedBy: user,
  }
}
