import { printIssue } from './issue-print.ts'
import { printProject } from './project-print.ts'
import { printVersion } from './version-calls.ts'
import type { World } from './world.ts'

/** Every record by module, as Redmine shows it; archived projects and their issues too. */
export function stateOf(
  world: World,
): Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> {
  return {
    issues: [...world.issues.values()].map(issue => printIssue(world, issue)),
    journals: [...world.issues.values()].flatMap(({ id, journals }) =>
      journals.map(journal => ({ ...journal, issue: id })),
    ),
    projects: [...world.projects.values()].map(project => printProject(world, project)),
    memberships: [...world.members.values()].map(member => ({ ...member })),
    relations: [...world.relations.values()].map(relation => ({ ...relation })),
    versions: [...world.versions.values()].map(version => printVersion(world, version)),
    users: [...world.users.values()].map(({ key: _, ...user }) => user),
    custom_fields: [...world.customFields.values()].map(field => ({ ...field })),
  }
}
