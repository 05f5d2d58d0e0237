import { describe, expect, test } from 'vitest'
import { marked } from '../support/mapping-marks.ts'
import { problemsIn, shopHead, tasksWith } from '../support/shop-mapping.ts'

const deals = `
deals: { pair: [deal, project] }`

/** Each text says on its own lines what the two connectors have against it. */
const texts: Readonly<Record<string, string>> = {
  'connectors that are not there': `
version: 1
name: shop
title: Shop
crm: zoho-projects #! mapping/unknown-connector at zoho
pm: jira #! mapping/unknown-connector at jira
deals: { pair: [deal, project] }`,
  'kinds of records that are not there': `${shopHead}
accounts: { pair: [acount, constructor] } #! mapping/unknown-entity at acount, mapping/unknown-entity at constructor
deals: { pair: [deal, projects], needs: accounts } #! mapping/unknown-entity at projects
tasks:
  pair: [task, task]
  inside: deals
  fields: [{ crm: titel, pm: title }] #! mapping/unknown-field at titel`,
  'fields that are not there': `${shopHead}
deals:
  pair: [deal, project]
  fields:
    - { crm: name, pm: nam } #! mapping/unknown-field at name, mapping/unknown-field at nam }
    - { crm: __proto__, pm: toString } #! mapping/unknown-field at __proto__, mapping/unknown-field at toString`,
  'a field flows only where it can be written': `${shopHead}
deals:
  pair: [deal, project]
  fields:
    - { crm: progress, pm: progress } #! mapping/not-writable at progress }
    - { crm: won, pm: closed } #! mapping/not-writable at won, mapping/not-writable at closed
    - { crm: lost, pm: strict, flow: to-pm }`,
  'what shows but is not written may flow away': `${shopHead}
deals:
  pair: [deal, project]
  fields:
    - { crm: progress, pm: progress, flow: to-crm }
    - { crm: won, pm: strict, flow: to-pm }`,
  'a record that cannot be changed': `${shopHead}${deals}
tasks:
  pair: [task, note]
  inside: deals #! mapping/no-anchor at deals
  create: [pm] #! mapping/entity-cannot at pm
  when_gone: { crm: delete, pm: restore } #! mapping/entity-cannot at restore
  fields:
    - { crm: title, pm: text } #! mapping/entity-cannot at text`,
  'a record that cannot be deleted': `${shopHead}
accounts:
  pair: [account, client]
  when_gone: { crm: delete, pm: delete } #! mapping/entity-cannot at delete`,
  'types that cannot be the same': `${shopHead}
deals:
  pair: [deal, project]
  fields:
    - { crm: closing, pm: name } #! mapping/types-differ at {
    - { crm: amount, pm: progress, flow: to-crm } #! mapping/types-differ at {
    - { crm: account, pm: owner } #! mapping/types-differ at {
    - { crm: owner, pm: client } #! mapping/types-differ at {
    - { crm: title, pm: start, as: person } #! mapping/types-differ at person
    - { crm: won, pm: strict, as: words } #! mapping/not-writable at won, mapping/types-differ at words
    - { crm: stage, pm: end, as: rich-text } #! mapping/types-differ at rich-text
tables:
  words: { a: b }`,
  'types that belong together although they differ': `${tasksWith(`    - { crm: owner, pm: owner }
    - { crm: notes, pm: description }
    - { crm: description, pm: title, as: rich-text }`)}
brake: {}`,
  'several people in the CRM wait for a lens': `${shopHead}
deals:
  pair: [deal, project]
  fields:
    - { crm: helpers, pm: owner } #! mapping/lens-missing at {
    - { crm: title, pm: client } #! mapping/types-differ at {`,
  'references need a pair that ties their rows': `${shopHead}
deals:
  pair: [deal, project]
  fields:
    - { crm: account, pm: client } #! mapping/types-differ at {`,
  'create: what a new row needs': `${shopHead}
accounts:
  pair: [account, client]
  create: [pm, crm] #! mapping/required-unfilled at pm, mapping/required-unfilled at crm
deals:
  pair: [deal, project]
  create: [pm, crm] #! mapping/required-unfilled at crm
  fields:
    - { crm: title, pm: name }
tasks:
  pair: [task, task]
  inside: deals
  create: [pm]
  fields:
    - { crm: title, pm: title, flow: to-crm }
    - { crm: dueDate, pm: dueDate }`.replace(
    'create: [pm]\n',
    'create: [pm] #! mapping/required-unfilled at pm\n',
  ),
  'create: the row it belongs to is filled in by itself': `${shopHead}${deals}
tasks:
  pair: [task, task]
  inside: deals
  create: [pm]
  fields:
    - { crm: title, pm: title }`,
  'restore makes a row too': `${shopHead}
deals:
  pair: [deal, project]
  when_gone: { pm: restore } #! mapping/required-unfilled at restore`,
  'match: names the field on each side': `${shopHead}
accounts:
  pair: [account, client]
  match: { crm: title, pm: name } #! mapping/unknown-field at title`,
  'match: one name stands for both sides': `${shopHead}
accounts:
  pair: [account, client]
  match: website #! mapping/unknown-field at website`,
  'match: only a text is compared': `${shopHead}
accounts:
  pair: [account, client]
  match: { crm: owner, pm: name } #! mapping/types-differ at owner`,
  'needs: the deal has to name its account': `${shopHead}
accounts: { pair: [deal, client] }
deals: { pair: [deal, project], needs: accounts } #! mapping/no-anchor at accounts`,
  'when: a field of the deal, and a value it can have': `${shopHead}
deals:
  pair: [deal, project]
  when:
    wun: true #! mapping/unknown-field at wun
    won: yes #! mapping/types-differ at yes
    stage: Wom #! mapping/unknown-word at Wom
    progress: 5
    title: 5 #! mapping/types-differ at 5`,
  'only: fields of both sides, and values they can have': `${shopHead}
deals:
  pair: [deal, project]
  only:
    crm:
      stage: { in: [Won, Closed] } #! mapping/unknown-word at Closed
      progres: { filled: true } #! mapping/unknown-field at progres
      won: { is: 'true' } #! mapping/types-differ at '
    pm:
      group: { filled: true }
      closed: { is: 1 } #! mapping/types-differ at 1`,
  'template: a field and words that are there': `${shopHead}
deals:
  pair: [deal, project]
  template: { by: typ, table: { New: Onboarding }, otherwise: Standard } #! mapping/unknown-field at typ`,
  'template: words of the field it goes by': `${shopHead}
deals:
  pair: [deal, project]
  template: { by: type, table: { New Busines: Onboarding } } #! mapping/unknown-word at New`,
  'template and dates: fields that the project tool has': `${shopHead}
deals:
  pair: [deal, client]
  template: { otherwise: Standard } #! mapping/unknown-field at template
  dates: { start: won-date, days: 60 } #! mapping/unknown-field at start, mapping/unknown-field at days
  members: { owner: true } #! mapping/unknown-field at owner`,
  'dates: days of the deal': `${shopHead}
deals:
  pair: [deal, project]
  dates: { start: title, end: close } #! mapping/types-differ at title, mapping/unknown-field at close`,
  'dates: both may be the day of winning': `${shopHead}
deals:
  pair: [deal, project]
  dates: { start: won-date, end: won-date }`,
  'name: fields of the deal that are words': `${shopHead}
deals:
  pair: [deal, project]
  name: [accountName, titel, won] #! mapping/unknown-field at titel, mapping/types-differ at won`,
  'name: one field, and no second one under `fields`': `${shopHead}
deals:
  pair: [deal, project]
  name: owner #! mapping/types-differ at owner
  description: description
  fields:
    - { crm: title, pm: name, flow: to-pm } #! mapping/field-twice at name
    - { crm: stage, pm: group, flow: to-pm }`,
  'name, group and description: fields that the project tool has': `${shopHead}
deals:
  pair: [deal, note]
  name: title #! mapping/unknown-field at name
  group: { otherwise: Delivery } #! mapping/unknown-field at group
  description: title #! mapping/unknown-field at description`,
  'group: a field and words that are there': `${shopHead}
deals:
  pair: [deal, project]
  group: { by: type, table: { New: Roll-outs } } #! mapping/unknown-word at New`,
  'description: a text': `${shopHead}
deals:
  pair: [deal, project]
  description: amount #! mapping/types-differ at amount`,
  'members: people of the deal, and a project that has members': `${shopHead}
deals:
  pair: [deal, project]
  members: { add: ask, people: [owner, helpers, title, onwer] } #! mapping/types-differ at title, mapping/unknown-field at onwer`,
  'members: a tool that has none': `${shopHead}
deals:
  pair: [deal, note]
  members: { add: 'yes' } #! mapping/unknown-field at add`,
  'mark: a tag, or a field that can have the value': `${shopHead}
deals: { pair: [deal, project] }
tasks:
  pair: [task, task]
  inside: deals
  mark:
    crm: { field: titel, value: x } #! mapping/unknown-field at titel
    pm: { field: closed, value: Yes } #! mapping/types-differ at Yes
  fields: [{ crm: title, pm: title }]`,
  'mark: a field is mapped or carries the mark, not both': `${shopHead}
deals: { pair: [deal, project] }
tasks:
  pair: [task, task]
  inside: deals
  mark: { crm: { tag: PM }, pm: { field: tasklist, value: CRM } } #! mapping/unknown-field at tag
  fields:
    - { crm: title, pm: tasklist } #! mapping/field-twice at tasklist`,
}

describe('bindMapping tells every mistake where it stands', () => {
  test.each(Object.entries(texts))('%s', (_, text) => {
    expect(problemsIn(text)).toEqual(marked(text))
  })
})
