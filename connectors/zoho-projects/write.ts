import { attempt, type Session, type Write, type WriteResult } from '#spi'
import { writeClient } from './write-client.ts'
import { writeProject } from './write-project.ts'
import { writeTask } from './write-task.ts'

/** Sends the writes one by one: there is no bulk endpoint that tells what became of each. */
export async function write(
  session: Session,
  entity: string,
  writes: readonly Write[],
): Promise<readonly WriteResult[]> {
  const results: WriteResult[] = []
  for (const each of writes) {
    const stop = results.find(asksToStop)
    results.push(stop ? { ...stop, unanswered: false } : await attempt(() => one(session, entity, each)))
  }
  return results
}

/** A failure that the next call would meet too; calling on during a lock-out makes it longer. */
function asksToStop(result: WriteResult): result is Extract<WriteResult, { ok: false }> {
  return !result.ok && ['throttled', 'unavailable', 'unauthorized'].includes(result.failure.kind)
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
