import { expect, test } from 'vitest'
import { put, rowsIn } from '../support/pocket.ts'
import { consoleDesk } from './console-desk.ts'
import { seedAccounts, seedDeals, seedMapping } from './desk-seed.ts'

const desk = await consoleDesk(seedMapping)
await seedAccounts(desk)
await seedDeals(desk)

const projects = () => rowsIn(desk.pm, 'project').map(row => row.fields.name)

test('a salesperson comes from the CRM, creates the project of a won deal, and sees it made', async () => {
  const page = await desk.open('sales', '/deals/crm/won')
  await page.getByRole('heading', { level: 1, name: 'Zylker: new portal' }).waitFor()
  expect(await page.getByRole('navigation', { name: 'Pages' }).count(), 'sees just that').toBe(0)
  const preview = page.locator('#preview')
  expect(await preview.textContent()).toContain('Zylker: new portal')
  await page.locator('[name="name"]').fill('Zylker portal, phase one')
  await page.keyboard.press('Tab')
  await preview.getByText('Zylker portal, phase one').waitFor()
  await page.getByRole('button', { name: 'Create the project' }).click()
  await page.getByText('You can leave this page').waitFor()
  await page.getByText('asked for', { exact: true }).waitFor()
  expect(projects()).toEqual([])
  await desk.settle()
  await page.getByText('has its project').waitFor()
  expect(projects()).toEqual(['Zylker portal, phase one'])
  expect(await page.getByRole('button', { name: 'Create the project' }).count()).toBe(0)
  await page.close()
})

test('a form that cannot be is told why, and keeps what was typed', async () => {
  const page = await desk.open('sales', '/deals/crm/open')
  await page.evaluate(
    `document.querySelector('main form').insertAdjacentHTML('beforeend', '<input name="template" value="Onboarding">')`,
  )
  await page.locator('[name="name"]').fill('Second phase')
  await page.getByRole('button', { name: 'Create the project' }).click()
  await page.getByText('A project has no template there that could be given.').first().waitFor()
  expect(await page.locator('[name="name"]').inputValue()).toBe('Second phase')
  await page.close()
})

test('older won deals are taken in, many at once', async () => {
  put(desk.crm, 'deal', 'old-1', { title: 'Zylker: intranet', account: 'zylker', stage: 'Won' })
  put(desk.crm, 'deal', 'old-2', { title: 'Zylker: archive', account: 'zylker', stage: 'Won' })
  await desk.timePasses(3600)
  await desk.settle()
  const page = await desk.open('sales', '/deals?which=offered&search=zylker')
  await page.getByLabel('Select Zylker: intranet').check()
  await page.getByLabel('Select Zylker: archive').check()
  await page.getByRole('button', { name: 'Create their projects' }).click()
  await page.getByText('2 deals taken in').waitFor()
  await desk.settle()
  expect(projects()).toEqual(expect.arrayContaining(['Zylker: intranet', 'Zylker: archive']))
  await page.goto('/deals?which=made&search=archive')
  await page.getByRole('link', { name: 'Zylker: archive' }).waitFor()
  await page.close()
})

test('a deal whose account could be several clients says what it waits for', async () => {
  const page = await desk.open('sales', '/deals/crm/waits')
  await page.getByRole('button', { name: 'Create the project' }).click()
  await page.getByText('You can leave this page').waitFor()
  await desk.settle()
  await page.getByText('waits', { exact: true }).waitFor()
  await page.close()
})

test.each([
  ['/deals/crm/nowhere', 'Load this page again in a minute.'],
  ['/deals/elsewhere/won', 'No mapping in use carries the deals of a connection "elsewhere".'],
])('%s is told of in words', async (path, words) => {
  const page = await desk.open('sales', path)
  await page.getByText(words).first().waitFor()
  expect(await page.getByRole('navigation', { name: 'Pages' }).count(), 'sees just that').toBe(0)
  await page.close()
})

test('whoever only looks sees the deal and no form', async () => {
  const page = await desk.open('viewer', '/deals/crm/open')
  await page.getByRole('heading', { level: 1, name: 'Zylker: second phase' }).waitFor()
  expect(await page.getByRole('main').getByRole('button').count()).toBe(0)
  expect(await page.getByRole('navigation', { name: 'Pages' }).count()).toBe(1)
  await page.close()
})
