import type { Comment, Fields } from './rows.ts'
import type { World } from './world.ts'

export function commentView(world: World, comment: Comment): Fields {
  const { id, text, created, modified, via } = comment
  const editKey = world.switches.get('comment-edit-time')
  return {
    id,
    comment: text,
    created_time: created,
    ...(editKey === 'absent' ? {} : { [editKey]: modified }),
    added_via: via,
    created_by: author(world, comment.createdBy),
    attachments: [],
  }
}

function author(world: World, zpuid: string): Fields {
  const user = world.users.get(zpuid)
  if (!user) return { zpuid }
  const { name, email, client } = user
  return { zpuid, full_name: name, name, email, is_client_user: client }
}
