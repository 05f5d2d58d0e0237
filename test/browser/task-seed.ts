import type { Fields } from '../../src/core/value.ts'
import { put, rowsIn } from '../support/pocket.ts'
import type { PocketEngine } from '../support/pocket-engine.ts'
import { pocketTasks } from '../support/pocket-tasks.ts'

/** Tasks on both sides: quiet ones; one that was carried both ways; one that both sides edited; and two on one side only. */
export async function seedTasks(desk: PocketEngine): Promise<void> {
  const { crm, pm, pool, settle, timePasses } = desk
  for (const [side, vendor] of [['crm', crm] as const, ['pm', pm] as const])
    put(vendor, 'user', `${side}-ada`, { name: 'Ada Sync', email: 'ada@example.test' })
  await timePasses(4000)
  await settle()
  const { linked, edit, look } = pocketTasks(desk)
  const carried = await linked('Kick-off with the team')
  put(crm, 'task', carried, { note: 'Bring the badges' }, 'crm-ada')
  await look(carried)
  put(pm, 'task', carried, { title: 'Kick-off with the whole team' }, 'pm-ada')
  await look(carried)
  const tied = await linked('Write the concept')
  edit('crm', tied, { note: 'Two pages at the most' })
  edit('pm', tied, { note: 'With drawings' })
  await look(tied)
  await talkUnder(desk, tied)
  for (const title of ['Order the hardware', 'Install on site', 'Train the trainers']) await linked(title)
  put(crm, 'task', 'call-back', { title: 'Call the customer back', deal: 'won' })
  put(pm, 'task', 'workshop', { title: 'Clean the workshop' })
  await pool.query(
    `insert into signal (connection, entity, row_id)
     select id, 'task', case side when 'crm' then 'call-back' else 'workshop' end from connection`,
  )
  await settle()
}

/** Said in both directions; a copy that somebody edited, and a private comment. */
async function talkUnder({ crm, pm, pool, settle }: PocketEngine, task: string): Promise<void> {
  const say = (vendor: PocketEngine['crm'], entity: string, id: string, text: string, more: Fields) =>
    put(vendor, entity, id, { text, task, ...more })
  const hear = async () => {
    await pool.query(`update chore set due_at = now(), since = null where kind = 'pull' and entity = 'note'`)
    await pool.query(`update thread set asked = asked + 1`)
    await pool.query(
      `insert into signal (mapping, key) select mapping, case pair when 'tasks' then 'thread:' else 'link:' end || id
       from link where pair in ('tasks', 'comments')`,
    )
    await settle()
  }
  const at = (minute: number) => `2026-01-05T09:${minute}:00.000Z`
  say(crm, 'note', 'n1', 'The client counted: there are 14 machines.', { authorName: 'Bo Sales', at: at(10) })
  await hear()
  const answer = '<p>Then we need <b>two</b> trucks.</p>'
  say(pm, 'comment', 'c1', answer, { authorName: 'Cy Delivery', at: at(20) })
  const aside = '<p>They always say that.</p>'
  say(pm, 'comment', 'c2', aside, { authorName: 'Cy Delivery', at: at(30), private: true })
  await hear()
  const [copy] = rowsIn(pm, 'comment').filter(row => String(row.fields.text).includes('14 machines'))
  put(pm, 'comment', copy?.id ?? '', { text: String(copy?.fields.text).replace('14', '15') })
  await hear()
}
