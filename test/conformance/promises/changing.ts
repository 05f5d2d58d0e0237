import type { Fields, Page, Row, Write, WriteResult } from '#spi'
import { type Ground, mark, pagesOf, threadsOf, trialOf } from '../bench.ts'

export interface Seen {
  readonly rows: readonly Row[]
  readonly gone: readonly string[]
  readonly pages: readonly Pick<Page, 'rows' | 'gone'>[]
  /** The cursors between the pages. */
  readonly cursors: readonly string[]
}

/**
 * All pages of a pull, of what lies inside one row where that is named. A cursor is stored as text, so it is read anew each
 * time. Where rows stand inside others, those that hold any are read one after the other.
 */
export async function seenBy(
  ground: Ground,
  entity: string,
  since: string | null,
  from: string | null = null,
  inside?: string,
): Promise<Seen> {
  const pages: Page[] = []
  const threads = inside === undefined ? await threadsOf(ground, entity) : [{ within: inside }]
  for (const within of threads)
    for await (const page of pagesOf(ground, entity, { since, cursor: from, ...within })) {
      if (pages.length > 200) throw new Error('a pull of more than 200 pages does not end')
      if (within.within === undefined || page.rows.length > 0) pages.push(page)
    }
  return {
    rows: pages.flatMap(page => page.rows),
    gone: pages.flatMap(page => page.gone),
    pages: pages.map(({ rows, gone }) => ({ rows, gone })),
    cursors: pages.flatMap(page => page.next ?? []),
  }
}

/** Sends one write. */
export async function write(ground: Ground, entity: string, each: Write): Promise<WriteResult> {
  const results = await ground.connector.write(ground.session, entity, [each])
  const [result] = results
  if (!result || results.length !== 1) throw new Error(`${results.length} results for one write`)
  await ground.tick()
  return result
}

/** Updates a row; anything but a success is an error of the test. */
export async function update(ground: Ground, entity: string, id: string, fields: Fields): Promise<Row> {
  const result = await write(ground, entity, { op: 'update', id, ifVersion: null, fields })
  if (!result.ok || !result.row) throw new Error(`no update: ${JSON.stringify(result)}`)
  return result.row
}

/** Gives a row another title. */
export function changed(ground: Ground, entity: string, id: string): Promise<Row> {
  return update(ground, entity, id, { [trialOf(ground, entity).title]: mark() })
}
