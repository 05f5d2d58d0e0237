import { type Answer, type Call, found, param, type Route, route } from './call.ts'
import { envelope } from './page.ts'
import { projectLayout } from './project-view.ts'
import { noSuchUrl } from './refusal.ts'
import type { CustomField, Fields, Status } from './rows.ts'
import { statusView } from './status-rows.ts'
import type { World } from './world.ts'

const layouts = [
  { ...projectLayout, module: 'projects' },
  { id: '2490000000000412', name: 'Standard', is_default: true, module: 'tasks' },
] as const

function statusesOf(world: World, of: string): readonly Status[] {
  return [...world.statuses.values()].filter(status => status.of === of)
}

/** One reading of the pages has this listing, without `is_closed_type`; another looked and found none. */
function globalStatuses(call: Call): Answer {
  if (call.world.switches.get('global-statuses') === 'missing') throw noSuchUrl()
  const all = statusesOf(call.world, call.query.get('module') ?? 'tasks')
  const views = all.map(({ id, name, color }) => ({ id, name, color, color_hexcode: color }))
  return envelope(call, 'statuses', views)
}

function listLayouts(call: Call): Answer {
  const module = call.query.get('module')
  return envelope(
    call,
    'layouts',
    layouts.filter(layout => module === null || layout.module === module),
  )
}

/** The keys of a layout were not seen; the statuses in it are as they stand in a task. */
function getLayout(call: Call): Answer {
  const layout = found(layouts.find(one => one.id === param(call, 'layout')))
  const statuses: readonly Fields[] = statusesOf(call.world, layout.module).map(status =>
    statusView(call.world, status.id),
  )
  return { status: 200, body: { ...layout, statuses } }
}

/** That a field tells its name, title and type is documented; the keys are not, and some portals may not answer. */
function listFields(call: Call): Answer {
  if (call.world.switches.get('fields-list') === 'missing') throw noSuchUrl()
  const of = call.query.get('module') ?? 'projects'
  const own = [...call.world.customFields.values()].filter(field => field.of === of)
  const standard = of === 'tasks' ? ['name', 'description', 'priority'] : ['name', 'description']
  const plain = standard.map(name => ({
    api_name: name,
    display_name: name,
    field_type: 'text',
    is_default: true,
  }))
  return envelope(call, 'fields', [...plain, ...own.map(fieldView)])
}

function fieldView({ id, apiName, label, type, choices }: CustomField): Fields {
  const options = choices.map(name => ({ name }))
  const view = { id, api_name: apiName, display_name: label, field_type: type, is_default: false }
  return choices.length === 0 ? view : { ...view, options }
}

export const settingsRoutes: readonly Route[] = [
  route('GET', 'settings/fields', 'custom_fields.READ', listFields),
  route('GET', 'settings/global-statuses', 'status.READ', globalStatuses),
  route('GET', 'settings/layouts', 'custom_fields.READ', listLayouts),
  route('GET', 'settings/layouts/:layout', 'custom_fields.READ', getLayout),
]
