import { customView } from './custom-fields.ts'
import type { Fields, Task } from './rows.ts'
import { isClosed, statusView } from './status-rows.ts'
import { tagViews } from './tag-rows.ts'
import { creatorView, updaterView } from './user-view.ts'
import type { World } from './world.ts'
import { dayIn } from './zone.ts'

export function taskView(world: World, task: Task): Fields {
  const { id, name, description, start, end } = task
  const project = world.projects.get(task.project)
  return {
    id,
    prefix: `AC${project?.number ?? 0}-T${task.number}`,
    name,
    description,
    status: statusView(world, task.status),
    priority: task.priority,
    project: { id: task.project, name: project?.name ?? '' },
    ...place(world, task),
    start_date: start,
    end_date: end,
    duration: duration(world, task),
    completion_percentage: task.percent,
    is_completed: isClosed(world, task.status),
    completed_on: task.completedOn,
    ...origin(world, task),
    ...family(world, task),
    association_info: associations(world, task),
    dependency_info: dependencies(world, task),
    owners_and_work: work(world, task),
    log_hours: { billable_hours: '0:00', non_billable_hours: '0:00', total_hours: '0:00' },
    sequence: { sequence: task.number },
    billing_type: task.billing,
    tags: tagViews(world, task.tags),
    ...customView(world, 'tasks', task.custom),
  }
}

function place(world: World, task: Task): Fields {
  const list = world.tasklists.get(task.tasklist)
  return {
    tasklist: { id: task.tasklist, name: list?.name ?? '' },
    milestone: milestoneLink(world, list?.milestone ?? null),
  }
}

/** Lists outside any milestone point to one that no listing returns. */
export function milestoneLink(world: World, id: string | null): Fields {
  const milestone = id === null ? undefined : world.milestones.get(id)
  return milestone ? { id: milestone.id, name: milestone.name } : { id: '1', name: 'None' }
}

function duration(world: World, task: Task): Fields {
  if (task.start === null || task.end === null) return { ...(task.duration ?? { value: '0', type: 'days' }) }
  const [first, last] = [task.start, task.end].map(moment => Date.parse(dayIn(world.zone, moment)))
  return { value: String(((last ?? 0) - (first ?? 0)) / 86_400_000 + 1), type: 'days' }
}

function origin(world: World, task: Task): Fields {
  return {
    created_time: task.created,
    last_modified_time: task.modified,
    created_via: task.via,
    created_by: creatorView(world, task.createdBy),
    updated_by: updaterView(world, task.updatedBy),
  }
}

export function ancestors(world: World, task: Task): readonly Task[] {
  const parent = task.parent === null ? undefined : world.tasks.get(task.parent)
  return parent ? [parent, ...ancestors(world, parent)] : []
}

export function children(world: World, { id, project }: Task): readonly Task[] {
  return world.tasks.on(project).filter(task => task.parent === id)
}

function family(world: World, task: Task): Fields {
  const above = ancestors(world, task)
  const root = above.at(-1)
  if (!root) return { depth: 0 }
  return { depth: above.length, parental_info: { parent_task_id: task.parent, root_task_id: root.id } }
}

function associations(world: World, task: Task): Fields {
  return {
    has_subtasks: children(world, task).length > 0,
    has_comments: world.comments.on(task.id).length > 0,
    has_attachments: false,
    has_recurrence: task.recurrence,
    has_reminder: task.reminder,
    has_forums: false,
  }
}

function dependencies(world: World, task: Task): Fields {
  const next = world.tasks.on(task.project).filter(one => one.predecessors.some(link => link.id === task.id))
  return {
    predecessor: task.predecessors.flatMap(({ id }) => (world.tasks.has(id) ? [{ id }] : [])),
    successor: next.map(one => ({ id: one.id })),
  }
}

/** Nobody's task shows an owner all the same: one with the Zoho account id 0. */
function work(world: World, task: Task): Fields {
  const zpuid = world.switches.get('unassigned-zpuid') === 'zero' ? { zpuid: '0' } : {}
  const nobody = { ...zpuid, zuid: 0, name: 'Unassigned User', work_values: '0:00' }
  const owners = task.owners.map(id => ({ ...creatorView(world, id), work_values: '8:00' }))
  return {
    work_type: 'standard',
    unit: 'hours',
    total_work: '8:00',
    copy_task_duration: true,
    ...task.work,
    owners: owners.length > 0 ? owners : [nobody],
  }
}
