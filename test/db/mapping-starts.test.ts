import { expect, test } from 'vitest'
import { mappingCheck } from '../../src/engine/verbs/mapping-check.ts'
import { mappingPlan } from '../../src/engine/verbs/mapping-plan.ts'
import { mappingPlans } from '../../src/engine/verbs/mapping-plans.ts'
import { mappingStarts } from '../../src/engine/verbs/mapping-starts.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { testEngine } from '../support/engine.ts'
import { pocketEngine, pocketMapping } from '../support/pocket-engine.ts'

const { engine } = await testEngine()
const ada = operator('Ada')

test('every mapping that comes with Baton is one to begin with, and has no mistakes', async () => {
  const { items } = await perform(engine, mappingStarts, ada, {})
  expect(items.map(one => one.name)).toEqual(['espocrm-redmine', 'espocrm-zoho', 'zoho-redmine', 'zoho'])
  for (const { text, crm, pm } of items) {
    expect(await perform(engine, mappingCheck, ada, { text })).toMatchObject({ problems: [] })
    expect(engine.registry.has(crm) && engine.registry.has(pm), 'between connectors that are there').toBe(
      true,
    )
  }
})

test('a preview that somebody left is found again, with how far it is', async () => {
  const pocket = await pocketEngine()
  const plan = async (name: string) => {
    const text = pocketMapping().replace('name: pockets', `name: ${name}`)
    return (
      await perform(pocket.engine, mappingPlan, ada, { text, file: `${name}.yaml`, crm: 'crm', pm: 'pm' })
    ).preview
  }
  const list = async () => (await perform(pocket.engine, mappingPlans, ada, {})).items
  expect(await list()).toEqual([])
  const first = await plan('first')
  expect(await list()).toMatchObject([
    { preview: first, name: 'first', state: 'reading', outcome: null, by: 'Ada' },
  ])
  await pocket.settle()
  const second = await plan('second')
  expect(await list()).toMatchObject([
    { preview: second, name: 'second', state: 'reading' },
    { preview: first, name: 'first', state: 'done', applies: null },
  ])
})
