import { expect, test } from 'vitest'
import { put } from '../support/pocket.ts'
import { consoleDesk } from './console-desk.ts'
import { seedMapping } from './desk-seed.ts'
import { seedPlan } from './plan-seed.ts'
import { seedTasks } from './task-seed.ts'

const desk = await consoleDesk(seedMapping)
const { settle, pm } = desk
await seedTasks(desk)
const inPm = (id: string) => pm.tables.get('task')?.get(id)?.fields

test('a mapping is changed by plan: mistakes at their line, a preview, exactly that, and the way back', async () => {
  const page = await desk.open('admin', '/mappings/pockets')
  const text = page.getByLabel('The mapping, as YAML')
  await text.fill(seedMapping.replace('pm: note, tie: hold', 'pm: nte, tie: crm'))
  await page.getByRole('button', { name: 'Preview what it would do' }).click()
  await page.locator('.code-problem').first().waitFor()
  expect(await page.locator('.code-wrong').first().textContent()).toContain('pm: nte')
  expect(await text.inputValue(), 'what was typed is not lost').toContain('pm: nte')

  await text.fill(seedMapping.replace('pm: note, tie: hold', 'pm: note, tie: crm'))
  await page.getByRole('button', { name: 'Preview what it would do' }).click()
  await page.getByText('Both sides are being read.').waitFor()
  await settle()
  await page.getByRole('heading', { name: 'One by one' }).waitFor()
  const line = page.getByRole('listitem').filter({ hasText: 'Write the concept' }).first()
  expect(await line.textContent()).toContain('Two pages at the most')
  expect(inPm('t1')?.note, 'nothing was written').toBe('With drawings')

  page.on('dialog', dialog => dialog.accept())
  await page.getByRole('button', { name: 'Do exactly this' }).click()
  await page.getByText('Both sides are being read.').waitFor()
  await settle()
  await page.getByText('The mapping is on, and exactly this is done now.').waitFor()
  await settle()
  expect(inPm('t1')?.note).toBe('Two pages at the most')

  await page.getByRole('link', { name: 'To the mapping' }).click()
  await page.getByRole('link', { name: 'Compare, or go back to it' }).click()
  await page.getByRole('heading', { name: 'Go back to that version' }).waitFor()
  expect(await page.locator('.code-new').textContent()).toContain('tie: crm')
  expect(await text.inputValue()).toContain('tie: hold')
  await page.close()
})

test('where something else would be done by now nothing is, and what has changed is shown by name', async () => {
  put(desk.crm, 'account', 'echo', { name: 'Echo Labs' })
  put(pm, 'client', 'echo', { name: 'Echo Labs' })
  const page = await desk.open('admin', '/mappings/new')
  await page.getByLabel('The mapping, as YAML').fill(seedMapping.replace('name: pockets', 'name: second'))
  await page.getByRole('button', { name: 'Preview what it would do' }).click()
  await page.getByText('You may leave this page and come back.').waitFor()
  await page.goto('/mappings')
  await page.getByRole('row').filter({ hasText: 'both sides are being read' }).getByRole('link').click()
  await settle()
  page.on('dialog', dialog => dialog.accept())
  await page.getByRole('button', { name: 'Do exactly this' }).waitFor()
  put(pm, 'client', 'echo', { name: 'Foxtrot Works' })
  await page.getByRole('button', { name: 'Do exactly this' }).click()
  await page.getByText('Both sides are being read.').waitFor()
  await settle()
  await page.getByText('Nothing was done: What stands below has changed since you looked').waitFor()
  const changed = page.locator('.card').filter({ hasText: 'What has changed since you looked' })
  const words = (await changed.textContent()) ?? ''
  expect(words).toContain('Echo Labs')
  expect(words).not.toMatch(/(new|link):accounts/)
  await page.close()
})

test('whoever may not change it reads what it means and its text', async () => {
  const page = await desk.open('sales', '/mappings/pockets')
  await page.getByText('Kept the same on both sides: Title, The note').waitFor()
  expect(await page.getByRole('button', { name: 'Preview what it would do' }).count()).toBe(0)
  await page.close()
})

test('a preview shows what its rules would have refused in the last 30 days, and what could not be tried', async () => {
  const preview = await seedPlan(desk)
  const page = await desk.open('viewer', `/mappings/plans/${preview}`)
  const card = page
    .locator('section, .card')
    .filter({ hasText: 'Its rules, tried on the last 30 days' })
    .last()
  const words = ((await card.textContent()) ?? '').replace(/\s+/g, ' ')
  for (const one of [
    'A due date outside the schedule of a strict project is refused.',
    '214 values of the last 30 days',
    '2 would have been refused',
    'by Ada Sync',
    'It was refused then, too.',
    'as they are now, not as they were then',
    '3 values could not be judged',
  ])
    expect(words).toContain(one)
  await card.getByRole('link', { name: 'Write the concept' }).click()
  await page.getByRole('heading', { level: 1, name: 'Write the concept' }).waitFor()
  await page.close()
})
