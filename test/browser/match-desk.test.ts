import { expect, test } from 'vitest'
import { rowsIn } from '../support/pocket.ts'
import { consoleDesk } from './console-desk.ts'
import { seedAccounts, seedMapping } from './desk-seed.ts'

const desk = await consoleDesk(seedMapping)
await seedAccounts(desk)

const linked = async () => {
  const found = await desk.pool.query<{ pair: string }>(
    `select crm_id || ' ' || pm_id as pair from link where pair = 'accounts' and origin = 'chosen' order by crm_id`,
  )
  return found.rows.map(row => row.pair)
}

test('thirty ambiguous accounts are mapped by the keyboard alone', async () => {
  const page = await desk.open('sales', '/accounts?list=ambiguous')
  await page.keyboard.press('j')
  for (let left = 30; left > 0; left--) {
    const tab = page.getByRole('link', { name: /^Ambiguous/ })
    await expect.poll(() => tab.textContent(), { timeout: 10_000 }).toMatch(new RegExp(`Ambiguous *${left}$`))
    await page.keyboard.press(left % 2 === 0 ? 'Enter' : '2')
  }
  await page.getByText('Nothing is ambiguous').waitFor()
  expect(await linked()).toHaveLength(30)
  const firsts = (await linked()).filter(pair => pair.endsWith('-a'))
  expect(firsts).toHaveLength(15)
  await page.close()
})

test('what was just linked is taken back by one key, and stands in its list again', async () => {
  const page = await desk.open('admin', '/accounts?list=suggested')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByText('1 account linked').waitFor()
  expect(await linked()).toContain('nimbus nimbus')
  await page.keyboard.press('u')
  await page.getByText('Taken back').waitFor()
  expect(await linked()).not.toContain('nimbus nimbus')
  await page.close()
})

test('what was taken back is suggested again; all that are sure enough are linked after one question', async () => {
  await desk.settle()
  const page = await desk.open('sales', '/accounts?list=suggested')
  const asked: string[] = []
  page.on('dialog', dialog => {
    asked.push(dialog.message())
    return dialog.dismiss()
  })
  await page.locator('form:has(#score) button').click()
  await expect.poll(() => asked.length).toBeGreaterThan(0)
  await page.getByRole('heading', { level: 1 }).click()
  expect(asked).toHaveLength(1)
  await page.close()
})

test('a client is made for an account that has none', async () => {
  const page = await desk.open('sales', '/accounts?list=only-crm')
  await page
    .getByRole('region', { name: 'Harbour & Sons' })
    .getByRole('button', { name: 'Create client' })
    .click()
  await page.getByText('1 counterpart asked for').waitFor()
  await desk.timePasses(3600)
  await desk.settle()
  expect(rowsIn(desk.pm, 'client').map(row => row.fields.name)).toContain('Harbour & Sons')
  await page.close()
})

test('many are ticked and dealt with at once, without a script too', async () => {
  const page = await desk.open('admin', '/accounts?list=mapped')
  await page.getByLabel('All on this page').check()
  await page.getByText('ticked').first().waitFor()
  await page.getByRole('button', { name: 'Undo them' }).click()
  await page.getByText(/accounts? no longer linked/).waitFor()
  await page.close()
})

test('all accounts are compared once more on request, and what that changed is shown, before and after', async () => {
  await desk.settle()
  await desk.pool.query(
    `insert into suggestion (mapping, crm_id, pm_id, score, is_equal, reasons)
     values ($1, 'harbour', 'orchard', 0.81, false, '[{"code":"name","says":"long ago"}]')`,
    [desk.mapping],
  )
  const page = await desk.open('sales', '/accounts')
  await page.getByRole('button', { name: 'Match again' }).click()
  await page.getByText('All accounts are being compared.').waitFor()
  await desk.settle()
  await page.getByRole('link', { name: /otherwise than before/ }).click()
  const row = page.getByRole('row').filter({ hasText: 'Orchard Collective' })
  const words = ((await row.textContent()) ?? '').replace(/\s+/g, ' ')
  expect(words).toMatch(/Harbour & Sons.*Orchard Collective.*gone.*81 %.*long ago.*is no longer suggested/)
  await page.close()
})

test('whoever only looks sees the list and can change nothing', async () => {
  const page = await desk.open('viewer', '/accounts?list=only-pm')
  await page.getByText('Orchard Collective').waitFor()
  expect(await page.getByRole('main').getByRole('button').count()).toBe(0)
  await page.close()
})

test('nothing was refused by the browser', () => {
  expect(desk.complaints).toEqual([])
})
