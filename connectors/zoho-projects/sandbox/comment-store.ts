import type { Actor } from './call.ts'
import { commentView } from './comment-view.ts'
import { normalHtml } from './html.ts'
import { record } from './record-log.ts'
import type { Comment } from './rows.ts'
import { changeTask } from './task-store.ts'
import type { World } from './world.ts'

/** The author is always who is signed in: nobody can comment in another's name. */
export function addComment(world: World, actor: Actor, task: string, text: string): Comment {
  const at = world.clock.stamp()
  const origin = { via: actor.person ? 'web' : 'api', createdBy: actor.user.zpuid }
  const comment = {
    id: world.nextId(),
    task,
    text: normalHtml(world, text),
    created: at,
    modified: at,
    ...origin,
  }
  world.comments.set(comment.id, comment)
  const change = { id: comment.id, before: null, after: commentView(world, comment) }
  record(world, actor, { does: 'add', module: 'Comments', ...change })
  touch(world, actor, task)
  return comment
}

export function changeComment(world: World, actor: Actor, before: Comment, text: string): Comment {
  const after = { ...before, text: normalHtml(world, text), modified: world.clock.stamp() }
  world.comments.set(after.id, after)
  const views = { before: commentView(world, before), after: commentView(world, after) }
  record(world, actor, { does: 'edit', module: 'Comments', id: after.id, ...views })
  touch(world, actor, after.task)
  return after
}

export function removeComment(world: World, actor: Actor, comment: Comment): void {
  const before = commentView(world, comment)
  world.comments.delete(comment.id)
  record(world, actor, { does: 'remove', module: 'Comments', id: comment.id, before, after: null })
  touch(world, actor, comment.task)
}

function touch(world: World, actor: Actor, id: string): void {
  const task = world.tasks.get(id)
  if (task && world.switches.on('comment-bumps-task')) changeTask(world, actor, task, {}, 'asked')
}
