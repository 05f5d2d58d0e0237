import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'vitest'
import { consoleDesk } from './console-desk.ts'
import { seedAccounts, seedDeals, seedMapping } from './desk-seed.ts'
import { seedPlan } from './plan-seed.ts'
import { seedTasks } from './task-seed.ts'

const desk = await consoleDesk(seedMapping)
await seedAccounts(desk)
await seedDeals(desk)
await seedTasks(desk)
const preview = await seedPlan(desk)

/** An invented day, so that the charts show what a day looks like: quick at night, a little slower at noon. */
await desk.pool.query(
  `
  delete from delay;
  insert into delay (mapping, minute, part, bucket, keys)
  select $mapping$, date_trunc('minute', now()) - n * interval '20 minutes', part,
    (case part when 'own' then 46 else 62 end) + step * 5 + (n % 7) + round(4 * sin(n / 11.0)),
    greatest(1, (40 + 30 * sin(n / 11.0)) / power(4, step))::int
  from generate_series(0, 71) n, generate_series(0, 4) step, unnest(array['own', 'vendor']) part`.replace(
    '$mapping$',
    String(desk.mapping),
  ),
)

const folder = join(import.meta.dirname, '../../docs/screenshots')
mkdirSync(folder, { recursive: true })

test.each([
  ['overview', '/', 'light', ''],
  ['match-desk', '/accounts?list=ambiguous', 'light', 'j'],
  ['question', '/holds?code=hold/both-changed', 'dark', ''],
  ['deal', '/deals/crm/won', 'dark', ''],
  ['preview', `/mappings/plans/${preview}`, 'light', ''],
] as const)('%s', async (name, path, colorScheme, key) => {
  const page = await desk.open('admin', path)
  await page.setViewportSize({ width: 1200, height: name === 'overview' || name === 'preview' ? 1150 : 640 })
  await page.emulateMedia({ colorScheme })
  if (key !== '') await page.keyboard.press(key)
  await page.screenshot({ path: join(folder, `${name}.png`) })
  await page.close()
})
