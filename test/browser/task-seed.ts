import { put } from '../support/pocket.ts'
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
  for (const title of ['Order the hardware', 'Install on site', 'Train the trainers']) await linked(title)
  put(crm, 'task', 'call-back', { title: 'Call the customer back', deal: 'won' })
  put(pm, 'task', 'workshop', { title: 'Clean the workshop' })
  await pool.query(
    `insert into signal (connection, entity, row_id)
     select id, 'task', case side when 'crm' then 'call-back' else 'workshop' end from connection`,
  )
  await settle()
}
