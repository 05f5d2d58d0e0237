import { type Answer, asId, type Call, isFields, type Route, readBody, route } from './call.ts'
import { openProject } from './project-store.ts'
import { badValue, missingKey } from './refusal.ts'
import { openTask } from './task-calls.ts'
import type { TaskChanges, TaskSite } from './task-keys.ts'
import { underParent } from './task-places.ts'
import { taskView } from './task-view.ts'
import { writeTask } from './task-write.ts'

function moved(call: Call, change: (site: TaskSite) => TaskChanges): Answer {
  const { world, actor } = call
  const before = openTask(call)
  const site = { world, actor, project: openProject(call), before, fresh: false }
  return { status: 200, body: taskView(world, writeTask({ ...before, ...change(site) }, site)) }
}

function move(call: Call): Answer {
  const id = asId(readBody(call).target_tasklist_id)
  if (id === null) throw missingKey('target_tasklist_id')
  return moved(call, ({ world, project }) => {
    if (world.tasklists.get(id)?.project !== project.id) throw badValue('target_tasklist_id')
    return { tasklist: id, parent: null }
  })
}

/** The body of this call was not seen anywhere: one of two shapes, by switch. */
function makeSubtask(call: Call): Answer {
  const body = readBody(call)
  const nested = call.world.switches.get('subtask-body') === 'parental_info'
  const holder = nested && isFields(body.parental_info) ? body.parental_info : body
  const id = nested && holder === body ? null : asId(holder.parent_task_id)
  if (id === null) throw missingKey(nested ? 'parental_info' : 'parent_task_id')
  return moved(call, site => underParent(id, site))
}

const task = 'projects/:project/tasks/:task'

export const taskMoveRoutes: readonly Route[] = [
  route('POST', `${task}/move`, 'tasks.UPDATE', move),
  route('POST', `${task}/make-as-subtask`, 'tasks.UPDATE', makeSubtask),
  route('POST', `${task}/make-as-task`, 'tasks.UPDATE', call => moved(call, () => ({ parent: null }))),
]
