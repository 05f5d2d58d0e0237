import { describe, expect, test } from 'vitest'
import type { VendorPair } from '../../src/cli/demo/vendor-pairs.ts'
import { boxPair } from '../support/box-pair.ts'

/** `refused`: EspoCRM takes no name with these signs (seen on a real server); whoever typed it is told. */
const hostile: readonly (readonly [what: string, text: string, atEspocrm: 'crosses' | 'refused'])[] = [
  ['markup', `"><script>alert(1)</script><img src=x onerror=alert(2)>`, 'refused'],
  ['markup that is escaped already', '&lt;b&gt;alert&lt;/b&gt; &amp;amp;', 'crosses'],
  ['a formula', '=HYPERLINK("http://evil.example.test";"look")', 'refused'],
  ['another formula', '+1+1', 'crosses'],
  ['marks that turn the direction', 'invoice\u202egpj.exe \u200f\u2066x\u2069', 'crosses'],
  ['letters nobody sees', 'Zy\u200blk\u00ader\ufeffx', 'crosses'],
  ['a query', `' or 1=1 -- ) and (a:equals:b) %00 \\ "`, 'refused'],
  ['a template', '{{7*7}} #{7*7} <%= 7*7 %>', 'refused'],
  ['emoji and more planes', '👩‍🚀 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ﷽', 'crosses'],
]
const unkeepable: readonly (readonly [what: string, text: string])[] = [
  ['a null byte', 'null\u0000byte'],
  ['half a letter', 'half \ud83d letter'],
]

/** A task that stands on both sides, and what is to be seen of it and of Baton. */
async function linkedTask(pair: VendorPair) {
  const { engine, screens, homes, boxes, settle } = await boxPair(pair)
  const id = await screens.crm.addTask({ in: homes.crm, title: 'Task' })
  await settle()
  const other = (await screens.pm.tasksIn(homes.pm)).find(one => one.title === 'Task')?.id ?? ''
  const count = async (sql: string) => (await engine.pool.query(sql)).rowCount ?? 0
  return {
    screens,
    id,
    other,
    settle,
    isEspocrm: boxes.crm.sandbox.name === 'espocrm',
    inCrm: async () => (await screens.crm.tasksIn(homes.crm)).find(one => one.id === id),
    inPm: async () => (await screens.pm.tasksIn(homes.pm)).find(one => one.id === other),
    mails: () => count('delete from outbox returning 1'),
    isOn: async () => (await count(`select from mapping where state = 'on'`)) === 1,
    asked: async () =>
      (await count('select from hold where closed_at is null')) +
      (await count(`select from episode where ended_at is null and field = 'description'`)),
  }
}

function stopsNothing(task: Awaited<ReturnType<typeof linkedTask>>): void {
  const { screens, id, other, settle, isEspocrm, inCrm, inPm, isOn, asked } = task

  test.each(unkeepable)(
    '%s is held where it was typed, and the rest of the task goes on',
    async (_, text) => {
      await screens.crm.editTask(id, { text, due: '2027-01-04' })
      await settle()
      expect([(await inCrm())?.text, (await inPm())?.due]).toEqual([text, '2027-01-04'])
      expect((await inPm())?.text).not.toContain(text)
      await screens.crm.editTask(id, { text: 'readable', due: '2027-01-05' })
      await settle()
      expect([(await inPm())?.text, (await inPm())?.due]).toEqual([
        expect.stringContaining('readable'),
        '2027-01-05',
      ])
    },
  )

  test('as much text as the project tool takes crosses whole, or is held and told of, and stops nothing', async () => {
    const text = 'x'.repeat(isEspocrm ? 1_000_000 : 80_000)
    await screens.pm.editTask(other, { text, due: '2027-01-06' })
    await settle()
    expect((await inCrm())?.due).toBe('2027-01-06')
    const isWhole = (await inCrm())?.text === text
    expect([isWhole, (await asked()) > 0]).toContain(true)
    expect(await isOn()).toBe(true)
  })
}

describe.each<VendorPair>(['zoho', 'espocrm-redmine'])('%s', async name => {
  const task = await linkedTask(name)
  const { screens, id, other, settle, isEspocrm, inCrm, inPm, mails, isOn } = task

  test.each(hostile)('%s as a title, and as a description', async (_, text, atEspocrm) => {
    const before = (await inCrm())?.title
    await mails()
    await screens.pm.editTask(other, { title: text })
    await screens.crm.editTask(id, { text })
    await settle()
    await settle()
    const crosses = atEspocrm === 'crosses' || !isEspocrm
    expect([(await inPm())?.title, (await inCrm())?.title]).toEqual([text, crosses ? text : before])
    expect([await mails(), await isOn()]).toEqual([crosses ? 0 : 1, true])
    expect((await inCrm())?.text).toBe(text)
    const copied = (await inPm())?.text
    if (isEspocrm) expect(copied).toBe(text)
    else expect(copied).not.toMatch(/<script|<img/)
  })

  stopsNothing(task)
})
