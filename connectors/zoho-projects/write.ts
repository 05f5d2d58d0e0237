import { attempt, type Session, type Write, type WriteResult } from '#spi'
import { writeClient } from './writeClient.ts'
import { writeProject } from './writeProject.ts'
import { writeTask } from './writeTask.ts'

/** Sends the writes one by one: there is no bulk endpoint that tells what became of each. */
export async function write(
  session: Session,
  entity: string,
  writes: readonly Write[],
): Promise<readonly WriteResult[]> {
  const results: WriteResult[] = []
  for (const each of writes) results.push(await attempt(() => one(session, entity, each)))
  return results
}

async function one(session: Session, entity: string, each: Write): Promise<WriteResult> {
  if (entity === 'task') return writeTask(session, each)
  if (entity === 'project') return writeProject(session, each)
  if (entity === 'client') return writeClient(session, each)
  return {
    ok: false,
    failure: { kind: 'rejected', message: `Baton writes no ${entity} to Zoho Projects` },
    unanswered: false,
  }
}
