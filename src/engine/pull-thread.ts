import { type Row, unlessGone } from '../spi/index.ts'
import type { SideDesk } from './desk.ts'

/** No thread is that long; a vendor that never ends one is not followed for ever. */
const mostPages = 1000

/** All comments under a task, page by page; null where the task is not there. */
export function pullThread(
  { connector, session }: Pick<SideDesk, 'connector' | 'session'>,
  entity: string,
  task: string,
): Promise<readonly Row[] | null> {
  return unlessGone(async () => {
    const rows: Row[] = []
    let cursor: string | null = null
    for (let pages = 0; pages < mostPages; pages += 1) {
      const page = await connector.pull(session, { entity, since: null, cursor, within: task })
      rows.push(...page.rows)
      cursor = page.next
      if (cursor === null) return rows
    }
    throw new Error(`The comments of one task do not end after ${mostPages} pages.`)
  })
}
