import type { PersonAct } from '#spi'
import { Refusal } from './answer.ts'
import { type Actor, type Given, numberIn } from './call.ts'
import { moveFollowers } from './follow.ts'
import { addIssue, changeIssue, removeIssue } from './issue-calls.ts'
import { printIssue } from './issue-print.ts'
import { changeJournal, journalNamed } from './journal-calls.ts'
import { createMember } from './other-calls.ts'
import { addProject, changeProject, setStatus } from './project-calls.ts'
import { printProject } from './project-print.ts'
import { record } from './record.ts'
import type { Issue, User } from './rows.ts'
import { allowedStatuses } from './statuses.ts'
import { addVersion, changeVersion, printVersion, removeVersion } from './version-calls.ts'
import { nextId, type World } from './world.ts'

type Shown = Readonly<Record<string, unknown>>

interface Deed {
  readonly world: World
  readonly actor: Actor
  readonly id: string
  readonly fields: Given
}

/** What somebody does at Redmine's own screen, where refusals are said instead of kept silent. */
export function personAct(world: World, act: PersonAct): Shown {
  const user = [...world.users.values()].find(one =>
    [one.login, one.mail, `${one.firstname} ${one.lastname}`].includes(act.as),
  )
  if (!user) throw new Error(`Nobody is called "${act.as}". There are: ${logins(world)}`)
  const deeds = Object.hasOwn(modules, act.module) ? modules[act.module] : undefined
  if (!deeds) throw new Error(`No module "${act.module}". There are: ${Object.keys(modules).join(', ')}`)
  const deed = deeds[act.does]
  if (!deed)
    throw new Error(`Nobody can ${act.does} in ${act.module}. They can: ${Object.keys(deeds).join(', ')}`)
  try {
    return deed({
      world,
      actor: { by: `person:${user.login}`, user },
      id: act.id ?? '',
      fields: act.fields ?? {},
    })
  } catch (error) {
    if (error instanceof Refusal) throw new Error(JSON.stringify(error.answer.body ?? error.message))
    throw error
  }
}

function logins(world: World): string {
  return [...world.users.values()].map(user => user.login).join(', ')
}

type Deeds = Readonly<Partial<Record<PersonAct['does'], (deed: Deed) => Shown>>>

const modules: Readonly<Record<string, Deeds>> = {
  issues: { add: newIssue, edit: editIssue, remove: dropIssue },
  projects: { add: newProject, edit: editProject },
  memberships: { add: newMember },
  relations: { add: newRelation },
  versions: { add: newVersion, edit: editVersion, remove: dropVersion },
  users: { add: newUser, edit: editUser },
  journals: { add: newNote, edit: editNote, remove: dropNote },
}

function newIssue({ world, actor, fields }: Deed): Shown {
  return printIssue(world, addIssue(world, actor, fields))
}

function issueOf({ world, id }: Deed): Issue {
  const issue = world.issues.get(numberIn(id) ?? 0)
  if (!issue) throw new Error(`There is no issue ${id}`)
  return issue
}

/** The screen offers allowed statuses only, so another one cannot be chosen there. */
function editIssue(deed: Deed): Shown {
  const { world, actor, fields } = deed
  const issue = issueOf(deed)
  const offered = allowedStatuses(world, actor, issue)
  if ('status_id' in fields && !offered.some(status => status.id === numberIn(fields.status_id)))
    throw new Error(`Offered are: ${offered.map(status => status.name).join(', ')}`)
  changeIssue(world, actor, issue, fields)
  return printIssue(world, issue)
}

function dropIssue(deed: Deed): Shown {
  const issue = issueOf(deed)
  removeIssue(deed.world, deed.actor, issue)
  return printIssue(deed.world, issue)
}

/** `issue_id`, `notes` and, for those who may, `private_notes`. */
function newNote({ world, actor, fields }: Deed): Shown {
  const issue = issueOf({ world, actor, id: String(fields.issue_id ?? ''), fields })
  changeIssue(world, actor, issue, { notes: fields.notes, private_notes: fields.private_notes })
  return { ...issue.journals.at(-1) }
}

function editNote({ world, actor, id, fields }: Deed): Shown {
  const found = journalNamed(world, id)
  if (!found) throw new Error(`There is no note ${id}`)
  changeJournal(world, actor, found, fields)
  return { ...found.journal, ...fields }
}

function dropNote(deed: Deed): Shown {
  return editNote({ ...deed, fields: { notes: '' } })
}

function newProject({ world, actor, fields }: Deed): Shown {
  return printProject(world, addProject(world, actor, fields))
}

/** `status` closes (5), archives (9) and opens (1) again. */
function editProject({ world, actor, id, fields }: Deed): Shown {
  const project = world.projects.get(numberIn(id) ?? 0)
  if (!project) throw new Error(`There is no project ${id}`)
  const status = numberIn(fields.status)
  if (status === null) changeProject(world, actor, project, fields)
  else setStatus(status)({ world, actor, id, query: new URLSearchParams(), given: {} })
  return printProject(world, project)
}

function newMember({ world, actor, fields }: Deed): Shown {
  const call = { world, actor, id: String(fields.project_id), query: new URLSearchParams(), given: fields }
  return createMember(call).body as Shown
}

function newRelation({ world, actor, fields }: Deed): Shown {
  const [from, to] = [numberIn(fields.issue_id) ?? 0, numberIn(fields.issue_to_id) ?? 0]
  const before = world.issues.get(from)
  if (!before || !world.issues.has(to)) throw new Error(`There is no issue ${before ? to : from}`)
  const relation = {
    id: nextId(world, 'relations', world.relations),
    from,
    to,
    delay: numberIn(fields.delay) ?? 0,
  }
  world.relations.set(relation.id, relation)
  record(world, actor, {
    does: 'add',
    module: 'relations',
    id: String(relation.id),
    before: null,
    after: { ...relation },
  })
  moveFollowers(world, actor, before)
  return { ...relation }
}

function newVersion({ world, actor, fields }: Deed): Shown {
  return printVersion(world, addVersion(world, actor, fields))
}

function editVersion({ world, actor, id, fields }: Deed): Shown {
  return printVersion(world, changeVersion(world, actor, id, fields))
}

function dropVersion({ world, actor, id }: Deed): Shown {
  return printVersion(world, removeVersion(world, actor, id))
}

function newUser({ world, actor, fields }: Deed): Shown {
  const id = nextId(world, 'users', world.users)
  const user: User = {
    ...userWith(fields),
    id,
    key: String(id).padStart(40, 'e'),
    created: new Date(world.now()).toISOString(),
  }
  world.users.set(id, user)
  return keptUser(world, actor, 'add', null, user)
}

/** `status: 3` locks somebody. */
function editUser({ world, actor, id, fields }: Deed): Shown {
  const user = world.users.get(numberIn(id) ?? 0)
  if (!user) throw new Error(`There is no user ${id}`)
  const before = { ...user }
  Object.assign(user, userWith({ ...user, ...fields }))
  return keptUser(world, actor, 'edit', before, user)
}

function userWith(fields: Given): Omit<User, 'id' | 'key' | 'created'> {
  const text = (name: string) => String(fields[name] ?? '')
  return {
    login: text('login'),
    firstname: text('firstname'),
    lastname: text('lastname'),
    mail: text('mail'),
    admin: fields.admin === true,
    status: numberIn(fields.status) ?? 1,
  }
}

function keptUser(world: World, actor: Actor, does: 'add' | 'edit', before: User | null, after: User): Shown {
  const shown = (user: User | null) => user && { ...user, key: undefined }
  record(world, actor, {
    does,
    module: 'users',
    id: String(after.id),
    before: shown(before),
    after: shown(after),
  })
  return { ...after, key: undefined }
}
