import { beforeAll, expect, test } from 'vitest'
import { dealsCreateProject } from '../../src/engine/verbs/deals-create-project.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import type { Connector } from '../../src/spi/index.ts'
import { dealsHead, type VendorPair, vendorPair } from '../support/vendor-pair.ts'

const text = `${dealsHead}tasks:
  pair: [task, task]
  inside: deals
  create: [pm]
  settle: 5m
  fields: [{ crm: title, pm: title }]
`

let box: VendorPair
/** How long ago the CRM says that its tasks were edited, in ms. */
let age = 3_600_000

beforeAll(async () => {
  box = await vendorPair(text, ({ crm, pm }) => {
    crm.put('account', 'a1', { name: 'Zylker' })
    pm.put('client', 'c1', { name: 'Zylker' })
    crm.put('deal', 'd1', { title: 'Roll-out', account: 'a1', stage: 'Open' })
  })
  Object.assign(box.crm.connector, dated(box.crm.connector))
  await perform(box.engine, dealsCreateProject, operator('Bo'), { mapping: 'box', deal: 'd1' })
  await box.settle()
})

function dated({ fetch }: Connector): Partial<Connector> {
  return {
    fetch: async (...ask) => {
      const rows = await fetch(...ask)
      return rows.map(row => ({ ...row, changedAt: new Date(Date.now() - age).toISOString() }))
    },
  }
}

const shown = () => box.pm.all('task').map(([, fields]) => fields.title)

/** Somebody types, and nobody does so for an hour afterwards. */
async function type(title: string): Promise<void> {
  age = 1_000
  await box.edit('crm', 'task', 't1', { title, deal: 'd1' })
  await box.settle()
}

async function isQuiet(): Promise<void> {
  age = 3_600_000
  await box.engine.pool.query('update dirty set run_at = now()')
  await box.settle()
}

test('a row is not made, and a value not carried, while somebody is typing', async () => {
  await type('Ki')
  expect(shown()).toEqual([])
  await type('Kick-o')
  expect(shown()).toEqual([])
  await isQuiet()
  expect(shown()).toEqual(['Kick-o'])
  await type('Kick-off at')
  expect(shown()).toEqual(['Kick-o'])
  await isQuiet()
  expect(shown()).toEqual(['Kick-off at'])
})
