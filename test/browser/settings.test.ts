import { expect, test } from 'vitest'
import { consoleDesk } from './console-desk.ts'

const desk = await consoleDesk()

/** What is told once, above the page. */
const told = async (page: Awaited<ReturnType<typeof desk.open>>) =>
  (await page.getByRole('status').first().textContent()) ?? ''

test('an admin lets somebody in, who chooses a password and sees what their role may see', async () => {
  const page = await desk.open('admin', '/settings')
  const invite = page.getByRole('region', { name: 'Who may sign in' })
  await page.getByLabel('E-mail address').fill('ada.bell@example.test')
  await page.locator('#field-invite-name').fill('Ada Bell')
  await page.locator('#field-invite-role').selectOption('sales')
  await page.getByRole('button', { name: 'Make the link' }).click()
  await page.getByText('Give ada.bell@example.test this link').waitFor()
  const [link = ''] = /http\S+/.exec(await told(page)) ?? []
  expect(link.startsWith(`${desk.url}/welcome/`)).toBe(true)
  await invite.getByText('has not chosen a password yet').waitFor()
  await page.reload()
  expect(await page.getByText('/welcome/').count()).toBe(0)

  const theirs = await (await desk.newcomer()).newPage()
  await theirs.goto(link)
  await theirs.getByLabel('Choose a password').fill('correct horse battery staple')
  await theirs.keyboard.press('Enter')
  await theirs.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
  expect(await theirs.getByRole('link', { name: 'Settings' }).count()).toBe(0)
  const refused = await theirs.goto('/settings')
  expect(refused?.status()).toBe(403)

  page.on('dialog', dialog => dialog.accept())
  await page.getByRole('button', { name: 'End the access of ada.bell@example.test' }).click()
  await page.getByText('ada.bell@example.test is let in no more.').waitFor()
  await theirs.goto('/')
  await theirs.getByRole('button', { name: 'Sign in' }).waitFor()
  await theirs.context().close()
  await page.close()
})

test('a token is shown once, opens the API as what it was made for, and is revoked', async () => {
  const page = await desk.open('admin', '/settings')
  await page.getByText('No tokens').waitFor()
  await page.getByText('/sign-in/company/back').waitFor()
  await page.getByLabel('What it is for').fill('Nightly report')
  await page.locator('#field-token-role').selectOption('viewer')
  await page.getByLabel('Expires in days').fill('30')
  await page.getByRole('button', { name: 'Make the token' }).click()
  await page.getByText('This is the token').waitFor()
  const [token = ''] = /baton_\S+/.exec(await told(page)) ?? []
  const asks = (path: string) =>
    fetch(`${desk.url}/api/v1/${path}`, { headers: { authorization: `Bearer ${token}` } })
  expect((await asks('mapping/list')).status).toBe(200)
  expect((await asks('tokens/list')).status).toBe(403)

  page.on('dialog', dialog => dialog.accept())
  await page.getByRole('button', { name: 'Revoke Nightly report' }).click()
  await page.getByText('opens nothing any more').waitFor()
  expect((await asks('mapping/list')).status).toBe(401)
  await page.close()
})

test('what cannot be is told, and what was typed stays', async () => {
  const page = await desk.open('admin', '/settings')
  await page.getByLabel('What it is for').fill('a name; with signs')
  await page.getByRole('button', { name: 'Make the token' }).click()
  await page.getByRole('alert').getByText('letters, digits, blanks').waitFor()
  expect(await page.getByLabel('What it is for').inputValue()).toBe('a name; with signs')
  expect(await page.locator('#field-invite-name').inputValue()).toBe('')
  await page.close()
})

test('nothing was refused by the browser', () => {
  expect(desk.complaints.filter(one => !/status of 40[03]/.test(one))).toEqual([])
})
