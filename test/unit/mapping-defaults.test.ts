import { expect, test } from 'vitest'
import { loadMapping } from '../../src/mapping/load.ts'

const text = `
version: 1
name: shop
title: Shop
crm: zoho-crm
pm: zoho-projects
accounts: { pair: [account, client] }
deals: { pair: [deal, project], needs: accounts, members: {} }
tasks:
  pair: [task, task]
  inside: deals
  fields: [{ crm: title, pm: title }]`

test('what is left out is filled in with the careful choice', () => {
  const loaded = loadMapping(text, 'shop.yaml')
  const pair = {
    create: [],
    only: { crm: {}, pm: {} },
    when_gone: { crm: 'unlink', pm: 'unlink' },
    at_link: 'hold',
    on_refusal: 'keep',
  }
  expect(loaded.ok && loaded.mapping).toEqual({
    version: 1,
    name: 'shop',
    title: 'Shop',
    crm: 'zoho-crm',
    pm: 'zoho-projects',
    accounts: { ...pair, pair: ['account', 'client'], fields: [] },
    deals: {
      ...pair,
      pair: ['deal', 'project'],
      needs: 'accounts',
      members: { owner: false, add: 'no', people: ['owner'] },
      fields: [],
    },
    tasks: {
      ...pair,
      pair: ['task', 'task'],
      inside: 'deals',
      fields: [{ crm: 'title', pm: 'title', flow: 'both', tie: 'hold' }],
      rules: [],
    },
    tables: {},
    brake: { deletes: 20, overwrites: 1000, minutes: 60 },
  })
})
