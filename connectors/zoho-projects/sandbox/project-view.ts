import { customView } from './custom-fields.ts'
import type { Fields, Project } from './rows.ts'
import { isClosed, statusView } from './status-rows.ts'
import { tagViews } from './tag-rows.ts'
import { ownerView, updaterView } from './user-view.ts'
import type { World } from './world.ts'

export const projectLayout = { id: '2490000000000411', name: 'Standard', is_default: true }

export function projectView(world: World, project: Project): Fields {
  const { id, name, description } = project
  return {
    id,
    key: `AC-${project.number}`,
    name,
    project_type: project.kind,
    description,
    owner: ownerView(world, project.owner),
    is_public_project: project.public,
    is_strict_project: project.strict,
    start_date: project.start,
    end_date: project.end,
    ...times(world, project),
    status: statusView(world, project.status),
    layout: projectLayout,
    project_group: { id: project.group, name: world.groups.get(project.group)?.name ?? '' },
    ...progress(world, project),
    is_rollup_project: project.rollup,
    business_hours_id: '2490000000000501',
    budget_info: project.budget,
    tags: tagViews(world, project.tags),
    ...customView(world, 'projects', project.custom),
  }
}

function times(world: World, project: Project): Fields {
  return {
    created_time: project.created,
    modified_time: project.modified,
    created_by: updaterView(world, project.createdBy),
    updated_by: updaterView(world, project.updatedBy),
  }
}

function progress(world: World, project: Project): Fields {
  const tasks = world.tasks.on(project.id)
  const closed = tasks.filter(task => isClosed(world, task.status)).length
  const done = tasks.reduce((sum, task) => sum + task.percent, 0)
  const milestones = [...world.milestones.values()].filter(one => one.project === project.id)
  return {
    percent_complete: tasks.length === 0 ? 0 : Math.round(done / tasks.length),
    is_completed: isClosed(world, project.status),
    tasks: { open_count: tasks.length - closed, closed_count: closed },
    milestones: { open_count: milestones.length, closed_count: 0 },
    issues: { open_count: 0, closed_count: 0 },
  }
}

/** What the vendor keeps beyond what the API shows: for a test to look into. */
export function projectState(world: World, project: Project): Fields {
  const { users, clients, primaryClient } = project
  return { ...projectView(world, project), users, clients, primary_client: primaryClient }
}
