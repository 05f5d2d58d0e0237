import { type Actor, isFields, linkedId, own } from './call.ts'
import { customField, withCustom } from './custom-fields.ts'
import { badValue, extraKey, wrongType } from './refusal.ts'
import type { Fields, Project } from './rows.ts'
import { readStatusOf } from './status-rows.ts'
import { amended, tagIds } from './tag-rows.ts'
import { userNamed } from './who.ts'
import type { World } from './world.ts'

interface Site {
  readonly world: World
  readonly actor: Actor
  readonly before: Project
}

type Changes = Partial<Project>
type Reader = (value: unknown, site: Site) => Changes

/** Keys that are read elsewhere or that change nothing we keep. */
const inert = ['copy_from', 'layout', 'added_via', 'sub_module_settings', 'project_type', 'status_type']

const readers: Readonly<Record<string, Reader>> = {
  name: value => ({ name: text('name', value, 200, 1) }),
  description: value => ({ description: value === null ? '' : text('description', value, 80_000, 0) }),
  start_date: value => ({ start: day('start_date', value) }),
  end_date: value => ({ end: day('end_date', value) }),
  owner: readOwner,
  is_public_project: value => ({ public: flag('is_public_project', value) }),
  is_rollup_project: (value, { before }) => ({
    rollup: before.rollup || flag('is_rollup_project', value),
  }),
  is_strict_project: readStrict,
  status: (value, { world, actor }) => ({ status: readStatusOf(world, actor, 'projects', value) }),
  project_group: (value, { world }) => ({
    group: known(world.groups, linkedId(value, 'project_group'), 'project_group'),
  }),
  budget_info: value => ({ budget: value }),
  tags: (value, site) => ({ tags: readTags(value, site) }),
}

/** What a body changes in a project. Keys the vendor does not know are dropped without a word, or refused. */
export function readProjectKeys(body: Fields, site: Site): Changes {
  let changes: Changes = {}
  for (const [key, value] of Object.entries(body)) {
    const after = { ...site.before, ...changes }
    changes = { ...changes, ...readKey(key, value, { ...site, before: after }) }
  }
  checkDates({ ...site.before, ...changes })
  return changes
}

function readKey(key: string, value: unknown, site: Site): Changes {
  const reader = own(readers, key)
  if (reader) return reader(value, site)
  const field = customField(site.world, 'projects', key)
  if (field) return { custom: withCustom(site.before.custom, field, value) }
  if (inert.includes(key)) return {}
  if (site.actor.person) throw new Error(unknownKey(site.world, key))
  if (site.world.switches.get('unknown-project-key') === 'refuse') throw extraKey(key)
  return {}
}

function unknownKey(world: World, key: string): string {
  const custom = [...world.customFields.values()].filter(field => field.of === 'projects')
  const names = [...Object.keys(readers), 'users', ...custom.map(field => field.apiName)]
  return `A project has no field "${key}". It has: ${names.join(', ')}`
}

/** Not among the keys the API writes, as far as anyone saw; on the screen it is a tick box. */
function readStrict(value: unknown, { world, actor }: Site): Changes {
  if (actor.person || world.switches.on('strict-writable'))
    return { strict: flag('is_strict_project', value) }
  if (world.switches.get('unknown-project-key') === 'refuse') throw extraKey('is_strict_project')
  return {}
}

function readOwner(value: unknown, { world, before }: Site): Changes {
  const owner = userNamed(world, value, 'owner').zpuid
  return { owner, users: amended(before.users, [owner], []) }
}

function readTags(value: unknown, { world, before }: Site): readonly string[] {
  if (!isFields(value)) return tagIds(world, value)
  return amended(before.tags, tagIds(world, value.add ?? []), tagIds(world, value.remove ?? []))
}

function checkDates(project: Project): void {
  if (project.start !== null && project.end !== null && project.end < project.start)
    throw badValue('end_date', 'The end date is before the start date.')
}

export function day(field: string, value: unknown): string | null {
  if (value === null || value === '') return null
  const shaped = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)
  if (!shaped || Number.isNaN(Date.parse(value))) throw badValue(field, 'Enter a valid date.')
  return value
}

export function text(field: string, value: unknown, most: number, least: number): string {
  if (typeof value !== 'string') throw wrongType(field)
  if (value.trim().length < least || value.length > most)
    throw badValue(field, `Enter between ${least} and ${most} characters.`)
  return value
}

export function flag(field: string, value: unknown): boolean {
  if (typeof value !== 'boolean') throw wrongType(field)
  return value
}

function known(table: ReadonlyMap<string, unknown>, id: string, field: string): string {
  if (!table.has(id)) throw badValue(field)
  return id
}
