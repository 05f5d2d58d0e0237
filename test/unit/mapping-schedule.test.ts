import { describe, expect, test } from 'vitest'
import type { Connector } from '#spi'
import redmine from '../../connectors/redmine/index.ts'
import { connectorOfAccount } from '../../src/engine/described.ts'
import { checkMapping } from '../../src/engine/policies.ts'
import { fakes, field } from '../support/mapping-connectors.ts'
import { marked } from '../support/mapping-marks.ts'
import { problemsIn, shopHead } from '../support/shop-mapping.ts'

/** Each text says on its own lines what the two connectors have against it. */
const texts: Readonly<Record<string, string>> = {
  'a schedule that stands where nothing stands': `${shopHead}
deals:
  pair: [deal, project]
  schedule:
    start: { pm: begin } #! mapping/unknown-field at begin
    end: { of: versions, named: Go-live, pm: dueDate } #! mapping/unknown-entity at versions
    strict: { crm: firm } #! mapping/unknown-field at firm`,
  'a schedule made of what is no day': `${shopHead}
deals:
  pair: [deal, project]
  schedule:
    start: { crm: amount } #! mapping/types-differ at amount
    end: { of: version, named: Go-live, pm: name } #! mapping/types-differ at name }
    strict: { pm: budget } #! mapping/types-differ at budget`,
  'a schedule in fields that people call otherwise': `${shopHead}
deals:
  pair: [deal, project]
  dates: { start: closing, days: 3 }
  schedule:
    start: { pm: begun }
    end: { pm: Kept until }
    strict: { pm: Keeps to it }`,
  'a day that is chosen and mapped, by the name that the schedule gives it': `${shopHead}
deals:
  pair: [deal, project]
  dates: { start: closing }
  schedule: { start: { pm: begun } }
  fields:
    - { crm: closing, pm: begun, flow: to-pm } #! mapping/field-twice at begun`,
}

test.each(Object.entries(texts))('%s', (_, text) => {
  expect(problemsIn(text)).toEqual(marked(text))
})

/** Redmine's projects have days only where an admin has made fields for them. */
const text = `
version: 1
name: own
title: Own
crm: zoho-crm
pm: redmine
deals:
  pair: [deal, project]
  dates: { start: closing, days: 30 }
  schedule: { start: { pm: Start date }, end: { pm: End date }, strict: { pm: Strict schedule } }
`
const check = (pm: Connector, of = text) =>
  checkMapping(
    of,
    'own.yaml',
    new Map<string, Connector>([
      ['zoho-crm', fakes.crm],
      ['redmine', pm],
    ]),
  )
const days = {
  cf_7: { ...field('date'), title: 'Start date' },
  cf_8: { ...field('date'), title: 'End date' },
}
const account = (own: object) =>
  connectorOfAccount(redmine, { project: { ...redmine.entities.project?.fields, ...own } })

describe("an account's own fields, by the names that people know them by,", () => {
  test('are found once they are known', () => {
    const checked = check(account({ ...days, cf_9: { ...field('flag'), title: 'Strict schedule' } }))
    expect(checked.ok && checked.policy.pairs.deals).toMatchObject({
      schedule: {
        start: { of: 'project', field: 'cf_7' },
        end: { field: 'cf_8' },
        strict: { field: 'cf_9' },
      },
      project: { window: { start: 'cf_7', end: 'cf_8' } },
    })
  })

  test('are believed to be there before anybody has asked', () => {
    expect(check(redmine)).toMatchObject({ ok: true })
  })

  test.each([
    ['are missed by their line', days, 'has no field `Strict schedule`'],
    [
      'have to be the only ones called so',
      {
        ...days,
        cf_9: { ...field('flag'), title: 'Strict schedule' },
        cf_10: { ...field('date'), title: 'End date' },
      },
      'has several fields `End date`: `cf_8`, `cf_10`',
    ],
  ])('%s', (_, own, message) => {
    const checked = check(account(own))
    expect(checked.ok ? [] : checked.problems).toMatchObject([
      { line: 10, message: expect.stringContaining(message) },
    ])
  })
})

test('first days that nothing holds are told at their line', () => {
  const checked = check(redmine, text.replace(/ {2}schedule:.*\n/, ''))
  expect(checked.ok ? [] : checked.problems).toMatchObject([
    {
      line: 9,
      code: 'mapping/unknown-field',
      message: expect.stringContaining('`deals.schedule.start` names none'),
    },
    {
      line: 9,
      code: 'mapping/unknown-field',
      message: expect.stringContaining('`deals.schedule.end` names none'),
    },
  ])
})

test('a rule that nobody could ever break is told at its line', () => {
  const tasks = `tasks:
  pair: [task, task]
  inside: deals
  fields: [{ crm: dueDate, pm: dueDate }]
  rules: [strict-schedule]
`
  const strictly = text + tasks
  expect(check(redmine, strictly)).toMatchObject({ ok: true })
  const checked = check(redmine, strictly.replace(/, strict: \{.*?\}/, ''))
  expect(checked.ok ? [] : checked.problems).toMatchObject([{ line: 15, code: 'mapping/rule-idle' }])
})
