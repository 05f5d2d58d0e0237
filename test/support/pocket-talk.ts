import type { Fields, Side } from '../../src/core/value.ts'
import { put, rowsIn } from './pocket.ts'
import { type PocketEngine, pocketEngine, pocketMapping } from './pocket-engine.ts'

const section = (more = '') => `
comments:
  pair: [note, comment]
  inside: tasks
  create: [crm, pm]
${more.includes('clients:') ? '' : '  clients: [crm, pm]'}
  when_gone: { original: delete }
${more}`

const entity = { crm: 'note', pm: 'comment' } as const

/** Two tasks that are linked, or are to be, and people who talk under them. */
export interface PocketTalk {
  readonly world: PocketEngine
  /** Somebody says something; answers the id of the comment. */
  say(side: Side, text: string, more?: Fields, task?: string): string
  /** Baton hears whatever there is to hear. */
  hear(): Promise<void>
  /** What is said on one side, oldest first. */
  said(side: Side, task?: string): unknown[]
}

export async function pocketTalk(more = '', linked = true): Promise<PocketTalk> {
  const world = await pocketEngine(pocketMapping(section(more)))
  const { mapping, crm, pm, settle } = world
  let count = 0
  for (const one of [crm, pm]) put(one, 'task', 't1', { title: 'Kick-off', deal: 'd1', project: 'p1' })
  if (linked) await link(world)
  await settle()
  return {
    world,
    say: (side, text, more = {}, task = 't1') => {
      const id = `c${++count}`
      put(world[side], entity[side], id, { text, task, ...more })
      return id
    },
    hear: () => hear(world),
    said: (side, task = 't1') =>
      rowsIn(world[side], entity[side])
        .filter(row => row.fields.task === task)
        .map(row => row.fields.text),
  }

  async function link({ pool }: PocketEngine) {
    await pool.query(
      `insert into link (mapping, pair, crm_id, pm_id, created_at) values ($1, 'tasks', 't1', 't1', '2025-01-01')`,
      [mapping],
    )
    await pool.query(`update mapping set on_since = '2025-06-01'`)
    await pool.query(`insert into signal (mapping, key) select mapping, 'link:' || id from link`)
  }
}

/** The vendors list what is new, and the task is looked at: its row shows another mark. */
async function hear({ pool, settle }: PocketEngine): Promise<void> {
  await pool.query(`update chore set due_at = now(), since = null where kind = 'pull' and entity = 'note'`)
  await pool.query(
    `insert into signal (mapping, key) select mapping, 'link:' || id from link where pair = 'tasks'`,
  )
  await settle()
}
