import { named, printValues } from './issue-print.ts'
import type { Project } from './rows.ts'
import type { World } from './world.ts'

export function printProject(world: World, project: Project) {
  return {
    id: project.id,
    name: project.name,
    identifier: project.identifier,
    description: project.description,
    parent: named(project.parent === null ? undefined : world.projects.get(project.parent)),
    status: project.status,
    is_public: project.isPublic,
    inherit_members: false,
    custom_fields: printValues(world, 'project', project.values),
    created_on: project.created,
    updated_on: project.updated,
  }
}
