import { type Row, VendorError } from '../spi/index.ts'
import type { SideDesk } from './desk.ts'

/** What was read of a list, from one place to another. */
export interface Stretch {
  /** Each row once, as it was shown last. */
  readonly rows: readonly Row[]
  /** Where it goes on; null: that was its end. */
  readonly next: string | null
}

/** So many rows are dealt with in one go: what a page costs besides its rows is then paid for several. */
const enoughRows = 500
/** A vendor that takes longer is waited for page by page, so that little is read again after a death; in ms. */
const enoughMs = 1000

/** Some pages of a list. What fails after the first of them is met again from there, and dealt with then. */
export async function readPages(
  { connector, session }: Pick<SideDesk, 'connector' | 'session'>,
  entity: string,
  from: string | null,
): Promise<Stretch> {
  const started = performance.now()
  const rows = new Map<string, Row>()
  let next = from
  do {
    const asked = { entity, since: null, cursor: next }
    const page = await connector.pull(session, asked).catch(error => laterIfAny(rows, error))
    if (page === null) break
    for (const row of page.rows) rows.set(row.id, row)
    next = page.next
  } while (next !== null && rows.size < enoughRows && performance.now() - started < enoughMs)
  return { rows: [...rows.values()], next }
}

function laterIfAny(rows: ReadonlyMap<string, Row>, error: unknown): null {
  if (error instanceof VendorError && rows.size > 0) return null
  throw error
}
