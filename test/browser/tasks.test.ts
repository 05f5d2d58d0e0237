import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { consoleDesk } from './console-desk.ts'
import { seedMapping } from './desk-seed.ts'
import { seedTasks } from './task-seed.ts'

const desk = await consoleDesk(seedMapping)
const { crm, settle } = desk
await seedTasks(desk)
const inCrm = (id: string) => crm.tables.get('task')?.get(id)?.fields

test('a task is found by the beginning of a word, and shows who changed what on which side', async () => {
  const page = await desk.open('viewer', '/tasks')
  await page.getByRole('searchbox').fill('kick')
  await page.getByRole('link', { name: 'Order the hardware' }).waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'Kick-off with the whole team' }).click()
  await page.getByRole('heading', { level: 1, name: 'Kick-off with the whole team' }).waitFor()
  const story = page.locator('.story')
  await story.getByText('Written to the CRM: title.').waitFor()
  expect(await story.textContent()).toContain('last changed by Ada Sync')
  expect(await page.getByRole('button', { name: 'Put back' }).count(), 'of a viewer').toBe(0)
  await page.close()
})

test('what both sides edited shows both values and what they were when they agreed', async () => {
  const page = await desk.open('sales', '/tasks/pockets/pm/t1')
  const row = page.getByRole('row', { name: 'waits for an answer' })
  const words = await row.textContent()
  for (const one of ['Two pages at the most', 'With drawings', 'when they agreed'])
    expect(words).toContain(one)
  await page.locator('.story').getByText('A question was asked about The note.').waitFor()
  await page.close()
})

test('a refused edit of a comment is called by what the comment says', async () => {
  const page = await desk.open('viewer', '/refusals')
  await page.getByRole('heading', { level: 2, name: /^The client counted: there are 1\d machines/ }).waitFor()
  expect(await page.getByText('Look at it').count(), 'where no tool has told an address').toBe(0)
  await page.close()
})

test('the comments of both sides stand in one thread, each with what became of it', async () => {
  const page = await desk.open('viewer', '/tasks/pockets/pm/t1')
  const thread = page.locator('section', { has: page.getByRole('heading', { name: 'Comments' }) })
  const said = (await thread.getByRole('listitem').allTextContents()).map(words => words.replace(/\s+/g, ' '))
  expect(said).toHaveLength(3)
  expect(said[0]).toContain('Bo Sales')
  expect(said[0]).toContain('an edit is refused')
  for (const words of ['14 machines', '15 machines']) expect(said[0]).toContain(words)
  expect(said[1]).toContain('on both sides')
  expect(said[1]).toContain('Then we need two trucks.')
  expect(await page.locator('.formatted strong').allTextContents()).toEqual(['two'])
  expect(said[2]).toMatch(/not copied.*private/)
  expect(await page.content()).not.toContain('They always say that')
  await page.close()
})

test('a value that was overwritten is put back', async () => {
  const page = await desk.open('sales', '/tasks/pockets/crm/t0')
  await page.getByRole('button', { name: 'Put back: title' }).click()
  await page.getByRole('status').getByText('It is put back in a moment').waitFor()
  await settle()
  expect(inCrm('t0')?.title).toBe('Kick-off with the team')
  await page.reload()
  await page.locator('.story').getByText('Put back, as sales@example.test asked.').waitFor()
  await page.close()
})

test('a task without a counterpart is added, or the reason is told', async () => {
  const page = await desk.open('sales', '/tasks?on=crm')
  await page.getByRole('checkbox', { name: 'Select Call the customer back' }).check()
  await page.getByRole('button', { name: 'Add to the project tool' }).click()
  await page.getByRole('status').getByText('Not added').waitFor()
  await page.close()
})

test('the journal is exported as it is filtered', async () => {
  const page = await desk.open('viewer', '/journal?kind=wrote')
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'CSV for a spreadsheet' }).click()
  const lines = (await readFile(await (await download).path(), 'utf8')).trim().split('\n')
  expect(lines[0]).toMatch(/^id,at,mapping/)
  expect(lines.slice(1).every(line => line.includes(',wrote,'))).toBe(true)
  expect(lines.length).toBeGreaterThan(2)
  await page.close()
})

test('the journal is narrowed down to a record while its name is typed', async () => {
  const page = await desk.open('viewer', '/journal')
  const lines = page.locator('.story-event')
  await page.getByRole('searchbox', { name: 'Record' }).fill('kick off team')
  await expect.poll(() => page.url()).toContain('about=kick')
  const isNarrow = (found: readonly string[]) =>
    found.length > 1 && found.every(one => one.includes('Kick-off'))
  await expect.poll(async () => isNarrow(await lines.allTextContents())).toBe(true)
  await page.getByRole('searchbox', { name: 'Record' }).fill('nobody at all')
  await page.getByText('Nothing of that stands in the journal').waitFor()
  await page.close()
})
