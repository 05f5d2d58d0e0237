import { type Actor, isFields, own } from './call.ts'
import { customField, withCustom } from './custom-fields.ts'
import { normalHtml } from './html.ts'
import { text } from './project-keys.ts'
import { badValue, unknownTaskKey, wrongType } from './refusal.ts'
import type { Fields, Project, Task } from './rows.ts'
import { readStatusOf } from './status-rows.ts'
import { amended, tagIds } from './tag-rows.ts'
import { readMoment } from './task-dates.ts'
import { readOwners } from './task-owners.ts'
import { readLinks, readParent, readTasklist } from './task-places.ts'
import type { World } from './world.ts'

export interface TaskSite {
  readonly world: World
  readonly actor: Actor
  readonly project: Project
  readonly before: Task
  /** The task is being made. */
  readonly fresh: boolean
}

export type TaskChanges = Partial<Task>
type Reader = (value: unknown, site: TaskSite) => TaskChanges

const nothing: Reader = () => ({})

const readers: Readonly<Record<string, Reader>> = {
  name: value => ({ name: text('name', value, 10_000, 1) }),
  description: (value, { world }) => ({
    description: value === null ? '' : normalHtml(world, text('description', value, 80_000, 0)),
  }),
  tasklist: readTasklist,
  parental_info: readParent,
  status: (value, { world, actor }) => ({ status: readStatusOf(world, actor, 'tasks', value) }),
  priority: value => ({ priority: oneOf('priority', value, ['none', 'low', 'medium', 'high']) }),
  start_date: (value, site) => readDate('start_date', value, site),
  end_date: (value, site) => readDate('end_date', value, site),
  duration: readDuration,
  completion_percentage: readPercent,
  owners_and_work: readOwners,
  billing_type: value => ({
    billing: oneOf('billing_type', value, ['none', 'billable', 'non_billable']),
  }),
  tags: readTags,
  recurrence: value => ({ recurrence: value !== null }),
  reminder: value => ({ reminder: value !== null }),
  remove_dependency_lag: (value, { before }) =>
    value === true ? { predecessors: before.predecessors.map(({ id }) => ({ id, lag: 0 })) } : {},
  teams: nothing,
  attachments: nothing,
  budget_info: nothing,
}

/** What a body changes in a task. Here, unlike elsewhere, an unknown key is an error. */
export function readTaskKeys(body: Fields, site: TaskSite): TaskChanges {
  let changes: TaskChanges = {}
  for (const [key, value] of Object.entries(renamed(site.world, body))) {
    const before = { ...site.before, ...changes }
    changes = { ...changes, ...readKey(key, value, { ...site, before }) }
  }
  return changes
}

function readKey(key: string, value: unknown, site: TaskSite): TaskChanges {
  const reader = own(readers, key)
  if (reader) return reader(value, site)
  if (site.actor.person && key === 'dependency_info') return readLinks(value, site)
  const field = customField(site.world, 'tasks', key)
  if (field) return { custom: withCustom(site.before.custom, field, value) }
  if (site.actor.person) throw new Error(unknownKey(site.world, key))
  if (key === 'owner' || key === 'owners' || (key === 'depth' && site.fresh)) return {}
  throw unknownTaskKey(key)
}

function unknownKey(world: World, key: string): string {
  const custom = [...world.customFields.values()].filter(field => field.of === 'tasks')
  const names = [...Object.keys(readers), 'dependency_info', ...custom.map(field => field.apiName)]
  return `A task has no field "${key}". It has: ${names.join(', ')}`
}

/** The migration guide and the endpoint's own page name these keys differently. */
function renamed(world: World, body: Fields): Fields {
  if (world.switches.get('task-key-names') === 'schema') return body
  const { assignee, due_date, priority, ...rest } = body
  return {
    ...rest,
    ...(assignee === undefined ? {} : { owners_and_work: { owners: [assignee] } }),
    ...(due_date === undefined ? {} : { end_date: due_date }),
    ...(priority === undefined ? {} : { priority: String(priority).toLowerCase() }),
  }
}

function readDate(field: 'start_date' | 'end_date', value: unknown, site: TaskSite): TaskChanges {
  if (value === null && !site.world.switches.on('null-clears-date')) return {}
  const moment = readMoment(site.world, field, value)
  return field === 'start_date' ? { start: moment } : { end: moment }
}

function readDuration(value: unknown): TaskChanges {
  if (!isFields(value)) throw wrongType('duration')
  const amount = String(value.value)
  if (!/^\d+(\.\d+)?$/.test(amount)) throw badValue('duration')
  return { duration: { value: amount, type: oneOf('duration', value.type, ['days', 'hours']) } }
}

function readPercent(value: unknown, { world }: TaskSite): TaskChanges {
  const percent = typeof value === 'string' ? Number(value) : value
  if (typeof percent !== 'number' || !(percent >= 0 && percent <= 100))
    throw badValue('completion_percentage')
  if (world.switches.get('percent-steps') === 'tens' && percent % 10 !== 0)
    throw badValue('completion_percentage')
  return { percent }
}

function readTags(value: unknown, { world, before }: TaskSite): TaskChanges {
  if (!isFields(value)) throw wrongType('tags')
  const add = tagIds(world, value.add ?? [])
  return { tags: amended(before.tags, add, tagIds(world, value.remove ?? [])) }
}

function oneOf(field: string, value: unknown, allowed: readonly string[]): string {
  if (typeof value !== 'string' || !allowed.includes(value)) throw badValue(field)
  return value
}
