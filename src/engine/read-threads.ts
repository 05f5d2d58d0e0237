import { reactions } from '../core/failure.ts'
import { fewAtOnce, type Row, VendorError } from '../spi/index.ts'
import { type AskedThread, askedThreads } from '../store/threads.ts'
import type { PassDesk } from './desk.ts'
import type { ThreadItem } from './open-keys.ts'
import { pullThread } from './pull-thread.ts'

/** What stands under a task on one side; null: the task is not there, or not to be seen. */
export interface ThreadRead {
  readonly item: ThreadItem
  readonly asked: AskedThread
  readonly rows: readonly Row[] | null
}

/** A few threads at once, until the vendor wants to be asked later. */
export async function readThreads(desk: PassDesk, items: readonly ThreadItem[]) {
  const asked = await askedThreads(
    desk.engine.pool,
    items.map(item => item.link.id),
  )
  const failed = new Map<ThreadItem, VendorError>()
  let stopped: VendorError | null = null
  const reads = await fewAtOnce(items, async item => {
    try {
      if (stopped) throw stopped
      const own = asked.filter(one => one.link === item.link.id)
      return await readThread(desk, item, own)
    } catch (error) {
      if (!(error instanceof VendorError) || reactions[error.failure.kind].startsWith('pause')) throw error
      failed.set(item, error)
      if (reactions[error.failure.kind] === 'retry') stopped = error
      return []
    }
  })
  return { reads: reads.flat(), failed }
}

async function readThread(
  desk: PassDesk,
  item: ThreadItem,
  asked: readonly AskedThread[],
): Promise<ThreadRead[]> {
  const reads: ThreadRead[] = []
  for (const one of asked) {
    const entity = item.pair.entity[one.side]
    reads.push({ item, asked: one, rows: await pullThread(desk[one.side], entity, item.link.ids[one.side]) })
  }
  return reads
}
