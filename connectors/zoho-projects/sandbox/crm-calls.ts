import { type Answer, type Call, type Route, route } from './call.ts'
import { bareArray, envelope } from './page.ts'
import { openProject } from './project-store.ts'
import type { CrmLink } from './rows.ts'

/** What the native CRM integration has tied to a project: how a second connector notices the first. */
function list(type: CrmLink['type']): (call: Call) => Answer {
  return call => {
    const project = openProject(call)
    const links = [...call.world.crmLinks.values()].filter(
      link => link.project === project.id && link.type === type,
    )
    const views = links.map(({ id, name }) => ({ id, name }))
    return call.world.switches.get('crm-list') === 'envelope'
      ? envelope(call, type, views)
      : bareArray(call, views)
  }
}

export const crmRoutes: readonly Route[] = (['accounts', 'contacts', 'deals'] as const).map(type =>
  route('GET', `projects/:project/crm/${type}`, 'projects.READ', list(type)),
)
