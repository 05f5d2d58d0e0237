import { asId, isFields, linkedId } from './call.ts'
import { badValue, wrongType } from './refusal.ts'
import type { Link } from './rows.ts'
import type { TaskChanges, TaskSite } from './task-keys.ts'
import { ancestors } from './task-view.ts'

/** The list of a new task. Later it takes the `move` call; what a PATCH does with it nobody tells. */
export function readTasklist(value: unknown, site: TaskSite): TaskChanges {
  const { world, project, actor } = site
  const list = world.tasklists.get(linkedId(value, 'tasklist'))
  if (!list || list.project !== project.id) throw badValue('tasklist')
  const moves = site.fresh || actor.person || world.switches.get('tasklist-on-patch') === 'move'
  return moves ? { tasklist: list.id } : {}
}

export function readParent(value: unknown, site: TaskSite): TaskChanges {
  if (!isFields(value)) throw wrongType('parental_info')
  const id = asId(value.parent_task_id)
  const applies = site.fresh || site.actor.person || site.world.switches.get('parent-on-patch') === 'apply'
  return applies ? underParent(id, site) : {}
}

/** A subtask lies in its parent's list. */
export function underParent(id: string | null, { world, project, before }: TaskSite): TaskChanges {
  if (id === null) return { parent: null }
  const parent = world.tasks.get(id)
  if (!parent || parent.project !== project.id) throw badValue('parental_info')
  const loop = [parent, ...ancestors(world, parent)].some(task => task.id === before.id)
  if (loop) throw badValue('parental_info', 'A task cannot lie below itself.')
  return { parent: id, tasklist: parent.tasklist }
}

/** Dependencies are drawn on the screen: `{ "predecessor": [{ "id": "…", "lag": 2 }] }`. */
export function readLinks(value: unknown, { world, before }: TaskSite): TaskChanges {
  const list = isFields(value) ? value.predecessor : undefined
  if (!Array.isArray(list)) throw new Error('dependency_info needs { predecessor: [{ id, lag? }] }')
  const predecessors: readonly Link[] = list.map((item: unknown) => {
    const id = linkedId(item, 'dependency_info')
    if (world.tasks.get(id)?.project !== before.project || id === before.id)
      throw new Error(`No task "${id}" to depend on`)
    const lag = isFields(item) ? Number(item.lag ?? 0) : 0
    return { id, lag }
  })
  return { predecessors }
}
