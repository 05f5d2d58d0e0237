import type { Fields, Side } from '../../src/core/value.ts'
import { put } from './pocket.ts'
import type { PocketEngine } from './pocket-engine.ts'

/** Tasks that are linked and the same on both sides, and people who edit them. */
export interface PocketTasks {
  /** A new task with a past; answers its id, the same on both sides. */
  linked(title?: string): Promise<string>
  /** Somebody edits on one side. */
  edit(side: Side, id: string, fields: Fields): void
  /** Baton hears of these tasks, and does what follows. */
  look(...ids: string[]): Promise<void>
  /** What the two sides show as the title. */
  titles(id: string): readonly unknown[]
  /** How often anything was written so far. */
  writes(): number
}

export function pocketTasks({ pool, crm, pm, mapping, settle }: PocketEngine): PocketTasks {
  let count = 0
  const vendor = { crm, pm }
  const look = async (...ids: string[]) => {
    await pool.query(
      `insert into signal (mapping, key) select mapping, 'link:' || id from link
       where pair = 'tasks' and crm_id = any($1)`,
      [ids],
    )
    await settle()
  }
  return {
    linked: async (title = 'as it was') => {
      const id = `t${count++}`
      const fields = { title, note: null, owner: null }
      for (const one of [crm, pm]) put(one, 'task', id, fields)
      await pool.query(
        `insert into link (mapping, pair, crm_id, pm_id, crm_base, pm_base) values ($1, 'tasks', $2, $2, $3, $3)`,
        [mapping, id, JSON.stringify(fields)],
      )
      return id
    },
    edit: (side, id, fields) => void put(vendor[side], 'task', id, fields),
    look,
    titles: id => [crm, pm].map(one => one.tables.get('task')?.get(id)?.fields.title),
    writes: () => crm.writes.length + pm.writes.length,
  }
}
