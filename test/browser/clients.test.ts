import { expect, test } from 'vitest'
import { barriers } from './axe.ts'
import { consoleDesk } from './console-desk.ts'
import { seedAccounts, seedDeals, seedMapping } from './desk-seed.ts'

const desk = await consoleDesk(seedMapping)
await seedAccounts(desk)
await seedDeals(desk)

test('a salesperson finds a client by name, and sees its deals, its projects and what happened', async () => {
  const page = await desk.open('sales', '/')
  await page.getByRole('link', { name: 'Clients' }).click()
  await page.getByRole('heading', { level: 1, name: 'Clients' }).waitFor()
  await page.getByLabel('Search by name').fill('zyl')
  await page.getByRole('link', { name: 'Zylker' }).click()
  await page.getByRole('heading', { level: 1, name: 'Zylker' }).waitFor()
  const deals = page.getByRole('region', { name: 'Deals' })
  expect(await deals.getByRole('row', { name: /Zylker: new portal/ }).textContent()).toContain(
    'not taken in yet',
  )
  expect(await deals.getByRole('row', { name: /Zylker: second phase/ }).textContent()).toContain('not won')
  expect(await page.getByText('Amber').count()).toBe(0)
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await barriers(page)).toEqual([])
  await page.setViewportSize({ width: 1280, height: 900 })
  await deals.getByRole('link', { name: 'Zylker: new portal', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Zylker: new portal' }).waitFor()
  await page.close()
})

test('one without a client says so, and leads to the match desk', async () => {
  const page = await desk.open('viewer', '/clients?list=unmatched')
  await page.getByRole('link', { name: 'Harbour & Sons' }).click()
  await page.getByText('It has no client in the project tool yet.').waitFor()
  await page.getByRole('link', { name: 'To the match desk' }).click()
  await page.getByRole('heading', { level: 1, name: 'Accounts and clients' }).waitFor()
  await page.close()
  expect(desk.complaints).toEqual([])
})
