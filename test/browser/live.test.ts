import { expect, test } from 'vitest'
import { writeJournal } from '../../src/store/journal.ts'
import { consoleDesk } from './console-desk.ts'

const desk = await consoleDesk()
const { pool, mapping } = desk

test('a page follows what happens without being loaded again', async () => {
  const page = await desk.open('viewer', '/')
  await page.getByText('of 0 linked rows').waitFor()
  await page.evaluate(`document.body.setAttribute('data-same-page', '')`)
  await pool.query(`insert into link (mapping, pair, crm_id, pm_id) values ($1, 'accounts', 'a', 'b')`, [
    mapping,
  ])
  await writeJournal(pool, mapping, [
    { pair: 'accounts', key: 'link:1', kind: 'linked', data: { why: 'same name' } },
  ])
  await page.getByText('of 1 linked rows').waitFor()
  expect(await page.locator('body[data-same-page]').count()).toBe(1)
  await page.close()
})

test('how many questions wait stands beside the navigation, and follows', async () => {
  const page = await desk.open('sales', '/clients')
  const badge = page.locator('[data-questions]')
  expect(await badge.isHidden()).toBe(true)
  await pool.query(
    `insert into hold (mapping, key, code, detail) values ($1, 'link:1', 'hold/tie', 'Both changed.')`,
    [mapping],
  )
  await writeJournal(pool, mapping, [{ pair: 'accounts', key: 'link:1', kind: 'held', data: {} }])
  await badge.filter({ hasText: '1' }).waitFor()
  await page.reload()
  expect((await badge.textContent())?.trim()).toBe('1 open')
  await page.close()
})

test('the newest lines of the journal come by themselves; a line that was opened stays open', async () => {
  const wrote = (sent: string) => ({
    pair: 'tasks' as const,
    key: 'link:1',
    kind: 'wrote' as const,
    data: {
      side: 'pm',
      fields: [{ field: 'title', before: 'old', sent, why: 'copied', outcome: 'applied' }],
    },
  })
  await writeJournal(pool, mapping, [wrote('first')])
  const page = await desk.open('viewer', '/journal?kind=wrote')
  const lines = page.locator('main [data-line]')
  await lines.first().locator('summary').click()
  await page.getByRole('cell', { name: 'first' }).waitFor()
  await writeJournal(pool, mapping, [wrote('second')])
  await expect.poll(() => lines.count(), { timeout: 10_000 }).toBe(2)
  expect(await page.getByRole('cell', { name: 'first' }).isVisible()).toBe(true)
  expect(await page.getByRole('cell', { name: 'second' }).isVisible()).toBe(false)
  await page.close()
})

test('charts are drawn, also where a system names its language in a way that no browser knows', async () => {
  await pool.query(
    `insert into delay (mapping, minute, part, bucket, keys) select $1, date_trunc('minute', now()), part, 40, 1 from (values ('own'), ('vendor')) p(part)`,
    [mapping],
  )
  const page = await desk.open('viewer', '/journal')
  await page.addInitScript(
    `Object.defineProperty(Navigator.prototype, 'language', { get: () => 'en-US@posix' })`,
  )
  await page.goto('/')
  await page.locator('[data-chart] canvas').first().waitFor()
  expect(await page.locator('[data-chart] canvas').count()).toBe(3)
  await page.close()
})

test('a browser is not told about anything that it may not load', () => {
  expect(desk.complaints).toEqual([])
})
