import { type Answer, type Call, found, param, type Route, readBody, route } from './call.ts'
import { addComment, changeComment, removeComment } from './comment-store.ts'
import { commentView } from './comment-view.ts'
import { envelope } from './page.ts'
import { text } from './project-keys.ts'
import { missingKey } from './refusal.ts'
import type { Comment } from './rows.ts'
import { sorted } from './sort.ts'
import { openTask } from './task-calls.ts'

function openComment(call: Call): Comment {
  const task = openTask(call)
  const comment = found(call.world.comments.get(param(call, 'comment')))
  return found(comment.task === task.id ? comment : undefined)
}

function list(call: Call): Answer {
  const task = openTask(call)
  const all = call.world.comments.on(task.id)
  const views = all.map(comment => commentView(call.world, comment))
  return envelope(call, 'comments', sorted(views, call.query.get('sort_by')))
}

/** `content`, `text` and `body` are not the key, so the key is missing. */
function readText(call: Call): string {
  const { comment } = readBody(call)
  if (comment === undefined) throw missingKey('comment')
  return text('comment', comment, 80_000, 1)
}

/** One comment is made, and a list of one comes back. */
function create(call: Call): Answer {
  const comment = addComment(call.world, call.actor, openTask(call).id, readText(call))
  return { status: 201, body: [commentView(call.world, comment)] }
}

function patch(call: Call): Answer {
  const view = commentView(
    call.world,
    changeComment(call.world, call.actor, openComment(call), readText(call)),
  )
  const listed = call.world.switches.get('comment-patch-answer') === 'array'
  return { status: 200, body: listed ? [view] : view }
}

function remove(call: Call): Answer {
  removeComment(call.world, call.actor, openComment(call))
  return { status: 204 }
}

const comments = 'projects/:project/tasks/:task/comments'

/** Comments have no scope of their own: they go with tasks. */
export const commentRoutes: readonly Route[] = [
  route('GET', comments, 'tasks.READ', list),
  route('POST', comments, 'tasks.CREATE', create),
  route('PATCH', `${comments}/:comment`, 'tasks.UPDATE', patch),
  route('DELETE', `${comments}/:comment`, 'tasks.DELETE', remove),
]
