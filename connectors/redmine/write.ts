import { oneByOne, rejected, type Session, type Write, type WriteResult } from '#spi'
import { writeComment } from './comments.ts'
import { writeProject } from './write-project.ts'
import { writeTask } from './write-task.ts'

/** Redmine has no bulk endpoint. */
export function write(
  session: Session,
  entity: string,
  writes: readonly Write[],
): Promise<readonly WriteResult[]> {
  return oneByOne(writes, async each => {
    if (entity === 'task') return writeTask(session, each)
    if (entity === 'comment') return writeComment(session, each)
    if (entity === 'project' || entity === 'client') return writeProject(session, entity, each)
    throw rejected(`Baton writes no ${entity} to Redmine`)
  })
}
