import { expect, test } from 'vitest'
import { openEpisode } from '../../src/store/episodes.ts'
import { put } from '../support/pocket.ts'
import { pocketTasks } from '../support/pocket-tasks.ts'
import { consoleDesk } from './console-desk.ts'
import { seedMapping } from './desk-seed.ts'

const desk = await consoleDesk(seedMapping)
const { crm, pm, pool, mapping, settle } = desk
const { linked, edit, look } = pocketTasks(desk)

put(crm, 'deal', 'd', { title: 'Zylker: new portal' })
put(pm, 'project', 'p', { name: 'Zylker: new portal' })
await pool.query(`insert into link (mapping, pair, crm_id, pm_id) values ($1, 'deals', 'd', 'p')`, [mapping])
await settle()

/** A task whose note two people changed at the same time. */
async function tie(title: string): Promise<string> {
  const id = await linked()
  edit('crm', id, { title, note: `${title}: as sales has it` })
  await look(id)
  edit('crm', id, { note: `${title}: at nine` })
  edit('pm', id, { note: `${title}: at ten` })
  await look(id)
  return id
}

const notes = (id: string) => [crm, pm].map(vendor => vendor.tables.get('task')?.get(id)?.fields.note)

test('a tie shows both values and the past, and is settled by the answer that a person gives', async () => {
  const id = await tie('Kick-off')
  const page = await desk.open('sales', '/holds')
  const card = page.locator('section', { hasText: 'Kick-off' }).first()
  const text = await card.textContent()
  for (const words of ['Kick-off: at nine', 'Kick-off: at ten', 'as sales has it', 'When they last agreed'])
    expect(text).toContain(words)
  await card.getByRole('button', { name: 'Take the project tool’s value' }).click()
  await page.getByText('1 question answered').waitFor()
  await page.getByText('answered, being taken up').waitFor()
  await settle()
  expect(notes(id)).toEqual(['Kick-off: at ten', 'Kick-off: at ten'])
  await page.goto('/holds')
  await page.getByText('No open questions').waitFor()
  await page.close()
})

test('a value that neither side has is typed, and goes to both', async () => {
  const id = await tie('Review')
  const page = await desk.open('admin', '/holds')
  await page.getByLabel('The value for the CRM').fill('Review: at noon')
  await page.getByRole('button', { name: 'Type a value' }).first().click()
  await page.getByText('1 question answered').waitFor()
  await settle()
  expect(notes(id)).toEqual(['Review: at noon', 'Review: at noon'])
  await page.close()
})

test('many are answered at once, by the keyboard', async () => {
  const ids = [await tie('One'), await tie('Two'), await tie('Three')]
  const page = await desk.open('sales', '/holds')
  for (const key of ['j', 'x', 'j', 'x', 'j', 'x']) await page.keyboard.press(key)
  await page.getByText('3 ticked').waitFor()
  await page.getByRole('button', { name: 'Take the CRM’s value' }).first().click()
  await page.getByText('3 questions answered').waitFor()
  await settle()
  expect(ids.map(notes)).toEqual(
    ['One', 'Two', 'Three'].map(name => [`${name}: at nine`, `${name}: at nine`]),
  )
  await page.close()
})

test('a refusal tells what was typed, why it was refused, what would pass, and who was told', async () => {
  const id = await linked()
  const link = await pool.query<{ id: string }>(`select id from link where crm_id = $1`, [id])
  const refusal = {
    code: 'refused/outside-schedule' as const,
    why: 'The project ends on 30 Nov 2026.',
    passes: 'A day from 1 to 30 Nov 2026.',
  }
  await openEpisode(pool, mapping, [
    {
      id: '00000000-0000-4000-8000-000000000001',
      link: link.rows[0]?.id ?? '',
      field: 'dueDate',
      to: 'pm',
      value: '2026-12-24',
      refusal,
      told: 'kim@example.test',
      isTold: true,
      refusedAt: null,
    },
  ])
  const page = await desk.open('viewer', '/refusals')
  const text = await page.getByRole('main').textContent()
  for (const words of [refusal.why, refusal.passes, 'kim@example.test', '24 Dec 2026', 'in the CRM'])
    expect(text).toContain(words)
  await page.close()
})

test('rows that fail are shown by what went wrong, and tried again all at once', async () => {
  await pool.query(
    `insert into dirty (mapping, key, shard, attempts, run_at, last_error, failed)
     select $1, 'new:tasks:crm:' || n, 0, 5, 'infinity', 'The title of ' || n || ' is too long.',
       '{"is":"rejected","field":"title"}' from generate_series(1, 3) n`,
    [mapping],
  )
  const known = await linked('Train the trainers')
  await pool.query(
    `insert into dirty (mapping, key, shard, attempts, run_at, last_error)
     select mapping, 'link:' || id, 0, 5, 'infinity', 'The tool is full.' from link where pair = 'tasks' and crm_id = $1`,
    [known],
  )
  const page = await desk.open('admin', '/failing')
  await page.getByRole('link', { name: 'Train the trainers' }).waitFor()
  await page.getByRole('heading', { name: 'pockets: 3 rows' }).waitFor()
  await page.getByText('Correct the value in the record that it comes from').waitFor()
  await page.getByText('about the field “title”').waitFor()
  await page.getByText('Try it again once. If it stays, open the record').waitFor()
  await page.getByRole('button', { name: 'Try all 3 again' }).click()
  await page.getByText('3 rows tried again now').waitFor()
  await page.getByRole('button', { name: 'Try it again' }).click()
  await page.getByText('1 row tried again now').waitFor()
  await page.getByText('Nothing fails').waitFor()
  await page.close()
})
