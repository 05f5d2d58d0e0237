import type { Route } from './call.ts'
import { clientRoutes } from './client-calls.ts'
import { commentRoutes } from './comment-calls.ts'
import { contactRoutes } from './contact-calls.ts'
import { crmRoutes } from './crm-calls.ts'
import { milestoneRoutes } from './milestone-calls.ts'
import { portalRoutes } from './portal-calls.ts'
import { projectRoutes } from './project-calls.ts'
import { settingsRoutes } from './settings-calls.ts'
import { tagRoutes } from './tag-calls.ts'
import { taskRoutes } from './task-calls.ts'
import { taskMoveRoutes } from './task-moves.ts'
import { tasklistRoutes } from './tasklist-calls.ts'

const routes: readonly Route[] = [
  ...portalRoutes,
  ...projectRoutes,
  ...clientRoutes,
  ...tasklistRoutes,
  ...taskRoutes,
  ...taskMoveRoutes,
  ...commentRoutes,
  ...milestoneRoutes,
  ...contactRoutes,
  ...crmRoutes,
  ...tagRoutes,
  ...settingsRoutes,
]

export interface Match {
  readonly route: Route
  readonly params: Readonly<Record<string, string>>
}

/** All verbs of a path; none means that the vendor has no such URL. */
export function matching(path: string): readonly Match[] {
  return routes.flatMap(route => {
    const params = paramsOf(route.path.split('/'), path.split('/'))
    return params ? [{ route, params }] : []
  })
}

/** A fixed word wins over an id, so ids must look like ids (or like an e-mail, for users). */
function paramsOf(pattern: readonly string[], path: readonly string[]): Record<string, string> | null {
  if (pattern.length !== path.length) return null
  const params: Record<string, string> = {}
  for (const [at, part] of pattern.entries()) {
    const given = path[at] ?? ''
    if (!part.startsWith(':')) {
      if (part !== given) return null
    } else if (/^\d+$/.test(given) || (part === ':user' && /@|%40/.test(given))) {
      params[part.slice(1)] = given
    } else return null
  }
  return params
}
