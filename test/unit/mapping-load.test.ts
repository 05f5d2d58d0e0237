import { describe, expect, test } from 'vitest'
import { loadMapping } from '../../src/mapping/load.ts'
import { found, marked } from '../support/mapping-marks.ts'

const head = `
version: 1
name: shop
title: Shop
crm: zoho-crm
pm: zoho-projects`

const accounts = `
accounts: { pair: [account, client] }`

const deals = `
deals: { pair: [deal, project] }`

/** Each text says on its own lines what is wrong with it. */
const texts: Readonly<Record<string, string>> = {
  'a whole mapping has no mistakes': `${head}${accounts}${deals}
tasks:
  pair: [task, task]
  inside: deals
  fields:
    - { crm: title, pm: title }`,
  'an empty file': '#! mapping/wrong-value',
  'a text is no mapping': 'hello #! mapping/wrong-value at hello',
  'a list is no mapping': '- 1 #! mapping/wrong-value at -',
  'a file that maps nothing': `version: 1 #! mapping/maps-nothing at version
name: shop
title: Shop
crm: zoho-crm
pm: zoho-projects`,
  'what is missing at the top is told at the first line': `name: shop #! mapping/missing-key at name, mapping/missing-key at name
title: Shop
crm: zoho-crm${accounts}`,
  'a version nobody knows': `
version: 2 #! mapping/wrong-value at 2
name: shop
title: Shop
crm: zoho-crm
pm: zoho-projects${accounts}`,
  'a name with blanks': `
version: 1
name: My Shop #! mapping/wrong-value at My
title: Shop
crm: zoho-crm
pm: zoho-projects${accounts}`,
  'an empty value is told at its key': `
version: 1
name: shop
title: Shop
crm: #! mapping/wrong-value at crm
pm: '' #! mapping/wrong-value at ''${accounts}`,
  'a number where a text is meant': `
version: 1
name: shop
title: 7 #! mapping/wrong-value at 7
crm: zoho-crm
pm: zoho-projects${accounts}`,
  'a key that nobody knows': `${head}${accounts}
colour: red #! mapping/unknown-key at colour`,
  'a key that nobody knows, in a list in a map': `${head}${deals}
tasks:
  pair: [task, task]
  inside: deals
  fields:
    - { crm: title, pm: title, flwo: both } #! mapping/unknown-key at flwo`,
  'a key that is empty': `${head}${accounts}
~: red #! mapping/unknown-key at ~`,
  'all mistakes at once': `${head}
accounts:
  pair: [account] #! mapping/wrong-value at [
  match: { crm: name, pn: name } #! mapping/missing-key at match, mapping/unknown-key at pn
deals:
  pair: [deal, project, task] #! mapping/wrong-value at [
  create: pm #! mapping/wrong-value at pm
  at_link: newest #! mapping/wrong-value at newest
tasks: #! mapping/missing-key at tasks
  pair: [task, task]
  create: [crm, both] #! mapping/wrong-value at both
  fields:
    - { crm: title, pm: title, flow: sideways } #! mapping/wrong-value at sideways
    - { crm: title, pm: dueDate, tie: last } #! mapping/wrong-value at last, mapping/field-twice at title
    - { pm: status } #! mapping/missing-key at {
  rules: [strict, closed-parent] #! mapping/wrong-value at strict
  when_gone: { crm: forget } #! mapping/wrong-value at forget`,
  'a schedule that stands in two places, or in none': `${head}
deals:
  pair: [deal, project]
  schedule:
    start: { crm: closing, pm: start } #! mapping/choose-one at start
    end: { of: version, pm: dueDate } #! mapping/choose-one at end
    strict: {} #! mapping/choose-one at strict`,
  'a section that is a text': `${head}
accounts: yes #! mapping/wrong-value at yes`,
  'tasks without fields': `${head}${deals}
tasks: #! mapping/missing-key at tasks
  pair: [task, task]
  inside: deals`,
  'tasks with an empty list of fields': `${head}${deals}
tasks:
  pair: [task, task]
  inside: deals
  fields: [] #! mapping/wrong-value at [`,
  'sections that point to sections the file does not have': `${head}
deals:
  pair: [deal, project]
  needs: accounts #! mapping/missing-section at accounts
tasks:
  pair: [task, task]
  inside: accounts #! mapping/missing-section at accounts
  fields:
    - { crm: title, pm: title }`,
  'a section that is no section': `${head}
deals:
  pair: [deal, project]
  needs: contacts #! mapping/wrong-value at contacts`,
  'tables: a name that is not there, and one with a meaning of its own': `${head}
deals:
  pair: [deal, project]
  fields:
    - { crm: stage, pm: status, as: stauts } #! mapping/unknown-table at stauts
    - { crm: owner, pm: owner, as: person }
    - { crm: a, pm: b, as: status }
    - { crm: c, pm: d, as: constructor } #! mapping/unknown-table at constructor
tables:
  status: { open: [New, Busy], closed: Done }
  person: { a: b } #! mapping/reserved-name at person`,
  'tables: words that are no words': `${head}${accounts}
tables:
  status: { open: 1, closed: [], done: [x, 2], late: } #! mapping/wrong-value at 1, mapping/wrong-value at [], mapping/wrong-value at 2, mapping/wrong-value at late
  empty: { '': x, y: '', done: [true, ''] }
  '': { x: y } #! mapping/wrong-value at {`,
  'closed: values, and at least one': `${head}${deals}
tasks:
  pair: [task, task]
  inside: deals
  fields:
    - { crm: status, pm: status, closed: Closed } #! mapping/wrong-value at Closed
    - { crm: title, pm: title, closed: [] } #! mapping/wrong-value at [
    - { crm: owner, pm: closed, closed: [true] }`,
  'a field has one counterpart in its section': `${head}
accounts:
  pair: [account, client]
  fields:
    - { crm: name, pm: name }
    - { crm: name, pm: title } #! mapping/field-twice at name
    - { crm: phone, pm: title } #! mapping/field-twice at title
deals:
  pair: [deal, project]
  fields:
    - { crm: name, pm: name }`,
  'template: the table without the field it goes by': `${head}
deals:
  pair: [deal, project]
  template: { table: { New: Onboarding } } #! mapping/missing-key at template`,
  'template: the field without a table': `${head}
deals:
  pair: [deal, project]
  template: { by: type, otherwise: Standard } #! mapping/missing-key at template`,
  'dates: the end is said twice': `${head}
deals:
  pair: [deal, project]
  dates: { start: won-date, end: closing, days: 60 } #! mapping/choose-one at days`,
  'dates: a length that is none': `${head}
deals:
  pair: [deal, project]
  dates: { start: won-date, days: 0.5 } #! mapping/wrong-value at 0.5`,
  'mark: a tag or a field': `${head}
deals: { pair: [deal, project] }
tasks:
  pair: [task, task]
  inside: deals
  mark:
    crm: { value: x } #! mapping/choose-one at crm
    pm: { tag: CRM, field: linked } #! mapping/choose-one at pm
  fields: [{ crm: title, pm: title }]`,
  'members: nobody is added unasked': `${head}
deals:
  pair: [deal, project]
  members: { owner: ask, add: always } #! mapping/wrong-value at ask, mapping/wrong-value at always`,
  'only: exactly one test for a field': `${head}
deals:
  pair: [deal, project]
  only:
    crm:
      stage: { is: Won, in: [Won] } #! mapping/choose-one at stage
      type: {} #! mapping/choose-one at type
      owner: Ada #! mapping/wrong-value at Ada
      won: { is: true }
      amount: { above: 5 } #! mapping/unknown-key at above, mapping/choose-one at amount
    both: {} #! mapping/unknown-key at both`,
  'brake: a number that is none': `${head}${accounts}
brake: { deletes: -1 } #! mapping/wrong-value at -1`,
  'a key that stands twice does not hide other mistakes': `${head}${accounts}
crm: hubspot #! mapping/key-twice at crm
colour: red #! mapping/unknown-key at colour`,
  'references, tags and directives': `# A shop.
%YAML 1.1 #! mapping/not-plain at %
---
name: &name shop #! mapping/not-plain at shop
title: *name #! mapping/not-plain at *
crm: !!str zoho-crm #! mapping/not-plain at zoho
? [pm, crm] #! mapping/not-plain at [
: zoho-projects`,
}

/** Broken YAML swallows its own marks, so these say it beside the text. */
const broken: readonly (readonly [name: string, text: string, ...problems: string[]])[] = [
  ['a tab', 'name: shop\n\tcrm: zoho', '2:1 mapping/not-yaml'],
  ['an open quote', "name: 'shop", '1:12 mapping/not-yaml'],
  ['a second document', 'name: shop\n---\nname: stall', '2:1 mapping/not-yaml'],
]

describe('loadMapping tells every mistake where it stands', () => {
  test.each(Object.entries(texts))('%s', (_, text) => {
    const loaded = loadMapping(text, 'shop.yaml')
    expect(loaded.ok ? [] : found(loaded.problems)).toEqual(marked(text))
  })
})

describe('loadMapping says only where a text stops being YAML', () => {
  test.each(broken)('%s', (_, text, ...problems) => {
    const loaded = loadMapping(text, 'shop.yaml')
    expect(loaded.ok ? [] : [...new Set(found(loaded.problems))]).toEqual(problems)
  })
})

test('a file that is nothing but depth is told in words, wherever the parser gives up', () => {
  const loaded = loadMapping('['.repeat(50_000), 'shop.yaml')
  const messages = loaded.ok ? [] : loaded.problems.map(problem => problem.message)
  expect(messages).toContain('The file is nested too deep to be read.')
})
