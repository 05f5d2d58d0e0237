import { beforeEach, expect, test } from 'vitest'
import { dealsCreateProject } from '../../src/engine/verbs/deals-create-project.ts'
import { dealsPreviewProject } from '../../src/engine/verbs/deals-preview-project.ts'
import { rowsAddCounterpart } from '../../src/engine/verbs/rows-add-counterpart.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { VendorError } from '../../src/spi/index.ts'
import { put, rowsIn } from '../support/pocket.ts'
import { pocketEngine } from '../support/pocket-engine.ts'

const pockets = await pocketEngine()
const { engine, pool, crm, pm, settle } = pockets
const deal = (id: string) => ({ mapping: 'pockets', deal: id })
const task = (row: string) => ({ mapping: 'pockets', pair: 'tasks', side: 'crm', row }) as const
const wishes = async () => (await pool.query('select from wish')).rowCount

beforeEach(() => settle())

test('a deal that was made a moment ago is read when its project is asked for, and looked at first', async () => {
  put(crm, 'deal', 'fresh', { title: 'Fresh' })
  expect(await perform(engine, dealsPreviewProject, operator(), deal('fresh'))).toMatchObject({
    title: 'Fresh',
    preview: { is: 'create' },
  })
  expect(await perform(engine, dealsCreateProject, operator(), deal('fresh'))).toMatchObject({
    title: 'Fresh',
    state: { is: 'asked' },
  })
  await settle()
  expect(rowsIn(pm, 'project')).toMatchObject([{ fields: { name: 'Fresh' } }])
})

test.each([
  ['a project', () => perform(engine, dealsCreateProject, operator(), deal('nowhere'))],
  ['what it would be', () => perform(engine, dealsPreviewProject, operator(), deal('nowhere'))],
  ['a counterpart', () => perform(engine, rowsAddCounterpart, operator(), task('nowhere'))],
])(
  '%s of a record that the vendor does not show is refused in words, and nothing waits for it',
  async (_what, ask) => {
    await expect(ask()).rejects.toMatchObject({
      code: 'verb/not-found',
      message: expect.stringMatching(/shows no (deal|task) nowhere\. Look at the id again/),
    })
    expect(await wishes()).toBe(0)
  },
)

test('so it is while the vendor does not answer; what was read before is asked for all the same', async () => {
  put(crm, 'task', 'known', { title: 'Known' })
  await perform(engine, rowsAddCounterpart, operator(), task('known'))
  await settle()
  const down = () => {
    throw new VendorError({ kind: 'unavailable', message: 'down' }, null)
  }
  put(crm, 'deal', 'unread', { title: 'Unread' })
  crm.before = down
  await expect(perform(engine, dealsCreateProject, operator(), deal('unread'))).rejects.toMatchObject({
    code: 'verb/not-found',
  })
  expect(await perform(engine, rowsAddCounterpart, operator(), task('known'))).toMatch(/asked|already-linked/)
  crm.before = () => {}
})
