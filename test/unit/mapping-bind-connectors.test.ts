import { expect, test } from 'vitest'
import { bindMapping } from '../../src/mapping/bind.ts'
import { loadMapping } from '../../src/mapping/load.ts'
import { connector, entity, fakes, field } from '../support/mapping-connectors.ts'
import { found, marked } from '../support/mapping-marks.ts'

const head = `
version: 1
name: shop
title: Shop
crm: zoho-crm
pm: zoho-projects`

test('a wrong word is told once, however often its table is used', () => {
  const text = `${head}
accounts: { pair: [deal, project], fields: [{ crm: stage, pm: group, as: kind, flow: to-crm }] }
deals: { pair: [deal, project], fields: [{ crm: stage, pm: group, as: kind, flow: to-crm }] }
tables:
  kind: { Own: open } #! mapping/unknown-word at Own`
  const loaded = loadMapping(text, 'shop.yaml')
  const bound = loaded.ok ? bindMapping(loaded.mapping, loaded.places, fakes) : loaded
  expect(bound.ok ? [] : found(bound.problems)).toEqual(marked(text))
})

test('a connector for the other side is none', () => {
  const loaded = loadMapping(
    `${head}
deals: { pair: [deal, project] }`.replace('zoho-crm', 'zoho-projects'),
    'shop.yaml',
  )
  const bound = loaded.ok
    ? bindMapping(loaded.mapping, loaded.places, { crm: fakes.pm, pm: fakes.pm })
    : loaded
  expect(bound.ok ? [] : found(bound.problems)).toEqual(['5:6 mapping/unknown-connector'])
})

test('a new project gets its template and dates from the deal, in words that its tool has', () => {
  const needed = { required: true } as const
  const project = entity({
    name: field('text'),
    template: field('choice', { choices: ['Standard', 'Onboarding'], ...needed }),
    start: field('date', needed),
    end: field('date', needed),
  })
  const pm = connector('pm', 'zoho-projects', { project })
  const text = `${head}
deals:
  pair: [deal, project]
  create: [pm]
  template: { by: type, table: { New Business: Onbording }, otherwise: Standart }
  dates: { start: closing, days: 60 }`
  const loaded = loadMapping(text, 'shop.yaml')
  const bound = loaded.ok ? bindMapping(loaded.mapping, loaded.places, { ...fakes, pm }) : loaded
  expect(bound.ok ? [] : bound.problems.map(problem => problem.message)).toEqual([
    '`Onbording` is not a choice of `template`; did you mean `Onboarding`?',
    '`Standart` is not a choice of `template`; did you mean `Standard`?',
  ])
})
