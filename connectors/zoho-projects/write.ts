import { oneByOne, rejected, type Session, type Write, type WriteResult } from '#spi'
import { writeClient } from './write-client.ts'
import { writeComment } from './write-comment.ts'
import { writeProject } from './write-project.ts'
import { writeTask } from './write-task.ts'

/** Sends the writes one by one: there is no bulk endpoint that tells what became of each. */
export function write(
  session: Session,
  entity: string,
  writes: readonly Write[],
): Promise<readonly WriteResult[]> {
  return oneByOne(writes, each => one(session, entity, each))
}

async function one(session: Session, entity: string, each: Write): Promise<WriteResult> {
  if (entity === 'task') return writeTask(session, each)
  if (entity === 'comment') return writeComment(session, each)
  if (entity === 'project') return writeProject(session, each)
  if (entity === 'client') return writeClient(session, each)
  throw rejected(`Baton writes no ${entity} to Zoho Projects`)
}
