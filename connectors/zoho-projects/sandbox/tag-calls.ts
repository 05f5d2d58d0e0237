import { type Answer, asId, type Call, found, type Route, readBody, route } from './call.ts'
import { envelope } from './page.ts'
import { changeProject, openProject } from './project-store.ts'
import { badValue, missingKey } from './refusal.ts'
import type { Project } from './rows.ts'
import { amended, tagIds, tagView } from './tag-rows.ts'
import { changeTask } from './task-store.ts'

const projectType = '2'
const taskType = '5'

type Amend = (before: readonly string[], ids: readonly string[]) => readonly string[]

function list(call: Call): Answer {
  return envelope(call, 'tags', [...call.world.tags.values()].map(tagView))
}

function listInProject(call: Call): Answer {
  openProject(call)
  return list(call)
}

/** Entities go by a number: 2 is the project, 5 a task. The other keys of the body were not seen. */
function tag(call: Call, amend: Amend): Answer {
  const project = openProject(call)
  const { tag_ids: given, entity_type: type, entity_id: entity } = readBody(call)
  if (given === undefined) throw missingKey('tag_ids')
  const ids = tagIds(call.world, given)
  if (asId(type) === projectType)
    changeProject(call.world, call.actor, project, { tags: amend(project.tags, ids) })
  else if (asId(type) === taskType) tagTask(call, project, asId(entity) ?? '', ids, amend)
  else throw badValue('entity_type')
  return { status: 200, body: { tags: ids.map(id => tagView(found(call.world.tags.get(id)))) } }
}

function tagTask(call: Call, project: Project, id: string, ids: readonly string[], amend: Amend): void {
  const task = found(call.world.tasks.get(id))
  if (task.project !== project.id) throw badValue('entity_id')
  changeTask(call.world, call.actor, task, { tags: amend(task.tags, ids) }, 'asked')
}

const tags = 'projects/:project/tags'

export const tagRoutes: readonly Route[] = [
  route('GET', 'tags', 'tags.READ', list),
  route('GET', tags, 'tags.READ', listInProject),
  route('POST', `${tags}/associate`, 'tags.UPDATE', call =>
    tag(call, (before, ids) => amended(before, ids, [])),
  ),
  route('POST', `${tags}/dissociate`, 'tags.UPDATE', call =>
    tag(call, (before, ids) => amended(before, [], ids)),
  ),
]
