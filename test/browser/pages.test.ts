import { expect, test } from 'vitest'
import { pages } from '../../src/web/console/pages/index.ts'
import { exampleOf } from '../support/console-examples.ts'
import { barriers } from './axe.ts'
import { consoleDesk } from './console-desk.ts'
import { seedAccounts, seedDeals, seedMapping } from './desk-seed.ts'
import { seedPlan } from './plan-seed.ts'
import { seedTasks } from './task-seed.ts'

const desk = await consoleDesk(seedMapping)
await seedAccounts(desk)
await seedDeals(desk)
await seedTasks(desk)
await seedPlan(desk)

const looks = [
  ['light', 'phone'],
  ['dark', 'phone'],
  ['light', 'desktop'],
  ['dark', 'desktop'],
] as const
const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } } as const

/** Parts of the page that have to be moved sideways to be read; lines of a text are as long as they are. */
const sideways = `[...document.querySelectorAll('main *')]
  .filter(one => !one.closest('.code, pre, textarea') && one.scrollWidth > one.clientWidth + 1)
  .filter(one => /auto|scroll/.test(getComputedStyle(one).overflowX))
  .map(one => one.tagName + '.' + one.className)`

test.each([...pages.map(({ path }) => path), '/api'])('%s can be used by everybody', async path => {
  const page = await desk.open('admin', exampleOf(path))
  for (const [colorScheme, size] of looks) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize(sizes[size])
    const found = await barriers(page)
    expect(found, `${colorScheme}, ${size}`).toEqual([])
    const wider = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')
    if (size === 'phone') expect(await page.evaluate(sideways), 'what scrolls sideways').toEqual([])
    expect(wider, `how much wider than the screen: ${size}`).toBeLessThanOrEqual(0)
  }
  await page.close()
})

test('nothing on any page was refused by the browser', () => {
  expect(desk.complaints).toEqual([])
})
