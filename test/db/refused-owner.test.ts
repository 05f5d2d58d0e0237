import { expect, test } from 'vitest'
import { dealsCreateProject } from '../../src/engine/verbs/deals-create-project.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { dealsHead, vendorPair } from '../support/vendor-pair.ts'

const text = `${dealsHead}tasks:
  pair: [task, task]
  inside: deals
  create: [pm]
  fields:
    - { crm: title, pm: title }
    - { crm: owner, pm: owner }
`

test('the mail about a refused owner names the person, and not the id that the vendor knows', async () => {
  const box = await vendorPair(text, ({ crm, pm }) => {
    for (const [id, name] of [
      ['bo', 'Bo Oak'],
      ['cy', 'Cy Elm'],
    ] as const) {
      crm.put('user', id, { name, email: `${id}@example.test` })
      pm.put('user', `p-${id}`, { name, email: `${id}@example.test` })
    }
    crm.put('account', 'a1', { name: 'Zylker' })
    pm.put('client', 'c1', { name: 'Zylker' })
    crm.put('deal', 'd1', { title: 'Roll-out', account: 'a1', stage: 'Open' })
  })
  await perform(box.engine, dealsCreateProject, operator('Bo'), { mapping: 'box', deal: 'd1' })
  await box.edit('crm', 'task', 't1', { title: 'Kick-off', deal: 'd1', owner: 'bo' })
  await box.settle()
  box.pm.refuse = () => 'Only members own tasks.'
  await box.edit('crm', 'task', 't1', { owner: 'cy' })
  await box.settle()
  const [letter] = (await box.engine.pool.query('select body from outbox')).rows
  expect(letter?.body).toContain('to Cy Elm.')
  expect(letter?.body).not.toMatch(/p-cy|to cy/)
})
