import { addComment, changeComment, removeComment } from './comment-store.ts'
import { commentView } from './comment-view.ts'
import { type Deeds, type Desk, rowOf, textField } from './person-desk.ts'
import { taskLink } from './person-tasks.ts'
import type { Comment, Fields } from './rows.ts'

function commentOf({ world, id }: Desk): Comment {
  const rows = [...world.comments].map(([key, row]) => [key, { ...row, name: row.text }] as const)
  return rowOf(new Map(rows), id, 'comment')
}

function add({ world, actor, fields }: Desk): Fields {
  const task = rowOf(world.tasks, taskLink(fields), 'task').id
  return commentView(world, addComment(world, actor, task, textField(fields, 'comment')))
}

function edit(desk: Desk): Fields {
  const { world, actor, fields } = desk
  const text = textField(fields, 'comment')
  return commentView(world, changeComment(world, actor, commentOf(desk), text))
}

function remove(desk: Desk): Fields {
  const comment = commentOf(desk)
  removeComment(desk.world, desk.actor, comment)
  return commentView(desk.world, comment)
}

export const commentDeeds: Readonly<Record<string, Deeds>> = { Comments: { add, edit, remove } }
