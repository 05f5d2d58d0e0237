import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Db } from '../../src/store/database.ts'
import type { Theatre } from './theatre.ts'

/** What Baton remembers of a run: enough to tell how a fault came about, as a seed does not bring back the moments. */
const tables = [
  'journal',
  'link',
  'dirty',
  'intent',
  'hold',
  'episode',
  'thread',
  'tombstone',
  'sighting',
  'wish',
  'chore',
  'signal',
  'connection',
  'mapping',
] as const

/** Keeps the histories of both vendors, what the nodes logged, and Baton's tables, a line for each row. */
export async function keepTraces({ stage, nodes, arrivals }: Theatre, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const keep = (name: string, lines: readonly unknown[]) =>
    writeFile(join(folder, `${name}.jsonl`), lines.map(line => `${JSON.stringify(line)}\n`).join(''))
  for (const side of ['crm', 'pm'] as const) await keep(`history-${side}`, stage[side].sandbox.history())
  await keep('arrivals', arrivals)
  for (const [at, node] of nodes.entries()) await writeFile(join(folder, `node-${at}.log`), node.log())
  for (const table of tables) await keep(table, await rowsOf(stage.engine.pool, table))
}

async function rowsOf(db: Db, table: (typeof tables)[number]): Promise<readonly unknown[]> {
  const hidden = table === 'connection' ? ` - 'credentials' - 'hook_secret'` : ''
  const found = await db.query<{ row: unknown }>(`select to_jsonb(t)${hidden} as row from ${table} t`)
  return found.rows.map(({ row }) => row)
}
