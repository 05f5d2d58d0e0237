import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { bindMapping } from '../../src/mapping/bind.ts'
import { loadMapping } from '../../src/mapping/load.ts'
import { fakes } from '../support/mapping-connectors.ts'
import { found, marked } from '../support/mapping-marks.ts'

const head = `
version: 1
name: shop
title: Shop
crm: zoho-crm
pm: zoho-projects`

const deals = `
deals: { pair: [deal, project] }`

function tasks(fields: string): string {
  return `${head}${deals}
tasks:
  pair: [task, task]
  inside: deals
  fields:
${fields}`
}

/** Each text says on its own lines what the two connectors have against it. */
const texts: Readonly<Record<string, string>> = {
  'connectors that are not there': `
version: 1
name: shop
title: Shop
crm: zoho-projects #! mapping/unknown-connector at zoho
pm: jira #! mapping/unknown-connector at jira
deals: { pair: [deal, project] }`,
  'kinds of records that are not there': `${head}
accounts: { pair: [acount, constructor] } #! mapping/unknown-entity at acount, mapping/unknown-entity at constructor
deals: { pair: [deal, projects], needs: accounts } #! mapping/unknown-entity at projects
tasks:
  pair: [task, task]
  inside: deals
  fields: [{ crm: titel, pm: title }] #! mapping/unknown-field at titel`,
  'fields that are not there': `${head}
deals:
  pair: [deal, project]
  fields:
    - { crm: name, pm: nam } #! mapping/unknown-field at name, mapping/unknown-field at nam }
    - { crm: __proto__, pm: toString } #! mapping/unknown-field at __proto__, mapping/unknown-field at toString`,
  'a field flows only where it can be written': `${head}
deals:
  pair: [deal, project]
  fields:
    - { crm: progress, pm: progress } #! mapping/not-writable at progress }
    - { crm: won, pm: closed } #! mapping/not-writable at won, mapping/not-writable at closed
    - { crm: lost, pm: strict, flow: to-pm }`,
  'what shows but is not written may flow away': `${head}
deals:
  pair: [deal, project]
  fields:
    - { crm: progress, pm: progress, flow: to-crm }
    - { crm: won, pm: strict, flow: to-pm }`,
  'a record that cannot be changed': `${head}${deals}
tasks:
  pair: [task, note]
  inside: deals #! mapping/no-anchor at deals
  create: [pm] #! mapping/entity-cannot at pm
  when_gone: { crm: delete, pm: restore } #! mapping/entity-cannot at restore
  fields:
    - { crm: title, pm: text } #! mapping/entity-cannot at text`,
  'a record that cannot be deleted': `${head}
accounts:
  pair: [account, client]
  when_gone: { crm: delete, pm: delete } #! mapping/entity-cannot at delete`,
  'types that cannot be the same': `${head}
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
  'types that wait for a lens': `${tasks(`    - { crm: owner, pm: owner } #! mapping/lens-missing at {
    - { crm: notes, pm: description, as: rich-text } #! mapping/lens-missing at rich-text`)}
brake: {}`,
  'moments wait too': `${head}
deals:
  pair: [deal, project]
  fields:
    - { crm: seen, pm: seen } #! mapping/lens-missing at {
    - { crm: description, pm: description } #! mapping/lens-missing at {`,
  'references need a pair that ties their rows': `${head}
deals:
  pair: [deal, project]
  fields:
    - { crm: account, pm: client } #! mapping/types-differ at {`,
  'choices need a table wherever a word arrives in one': `${tasks(`    - { crm: title, pm: title }
    - { crm: status, pm: status } #! mapping/table-needed at {
    - { crm: priority, pm: tasklist } #! mapping/table-needed at {
    - { crm: description, pm: priority, flow: to-pm } #! mapping/table-needed at {`)}`,
  'a choice may become text on its way to text': tasks('    - { crm: priority, pm: tasklist, flow: to-pm }'),
  'a table: words nobody has, words without a row': `${tasks('    - { crm: priority, pm: priority, as: priority }')}
tables:
  priority: #! mapping/missing-words at priority
    Hihgest: high #! mapping/unknown-word at Hihgest
    High: high
    Normal: [medium, middle] #! mapping/unknown-word at middle
    Low: low
    Lowest: none`,
  'a table by the words of the project tool': `${tasks('    - { crm: priority, pm: priority, as: priority }')}
tables:
  priority: #! mapping/missing-words at priority
    high: [Highest, High]
    medium: Normal
    low: Low
    nothing: Lowest #! mapping/unknown-word at nothing`,
  'a table for one way only needs the words that travel': `${tasks(
    '    - { crm: priority, pm: priority, as: priority, flow: to-pm }',
  )}
tables:
  priority: { Highest: high, High: high, Normal: medium, Low: medium, Lowest: medium }`,
  'a table whose words nobody declares': `${tasks('    - { crm: status, pm: status, as: status }')}
tables:
  status: { open: [New, Busy], closed: Done }`,
  'create: what a new row needs': `${head}
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
  'create: the row it belongs to is filled in by itself': `${head}${deals}
tasks:
  pair: [task, task]
  inside: deals
  create: [pm]
  fields:
    - { crm: title, pm: title }`,
  'restore makes a row too': `${head}
deals:
  pair: [deal, project]
  when_gone: { pm: restore } #! mapping/required-unfilled at restore`,
  'match: names the field on each side': `${head}
accounts:
  pair: [account, client]
  match: { crm: title, pm: name } #! mapping/unknown-field at title`,
  'match: one name stands for both sides': `${head}
accounts:
  pair: [account, client]
  match: website #! mapping/unknown-field at website`,
  'match: only a text is compared': `${head}
accounts:
  pair: [account, client]
  match: { crm: owner, pm: name } #! mapping/types-differ at owner`,
  'needs: the deal has to name its account': `${head}
accounts: { pair: [deal, client] }
deals: { pair: [deal, project], needs: accounts } #! mapping/no-anchor at accounts`,
  'when: a field of the deal, and a value it can have': `${head}
deals:
  pair: [deal, project]
  when:
    wun: true #! mapping/unknown-field at wun
    won: yes #! mapping/types-differ at yes
    stage: Wom #! mapping/unknown-word at Wom
    progress: 5
    title: 5 #! mapping/types-differ at 5`,
  'only: fields of both sides, and values they can have': `${head}
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
  'template: a field and words that are there': `${head}
deals:
  pair: [deal, project]
  template: { by: typ, table: { New: Onboarding }, otherwise: Standard } #! mapping/unknown-field at typ`,
  'template: words of the field it goes by': `${head}
deals:
  pair: [deal, project]
  template: { by: type, table: { New Busines: Onboarding } } #! mapping/unknown-word at New`,
  'template and dates: fields that the project tool has': `${head}
deals:
  pair: [deal, client]
  template: { otherwise: Standard } #! mapping/unknown-field at template
  dates: { start: won-date, days: 60 } #! mapping/unknown-field at start, mapping/unknown-field at days
  members: { owner: true } #! mapping/unknown-field at owner`,
  'dates: days of the deal': `${head}
deals:
  pair: [deal, project]
  dates: { start: title, end: close } #! mapping/types-differ at title, mapping/unknown-field at close`,
  'dates: both may be the day of winning': `${head}
deals:
  pair: [deal, project]
  dates: { start: won-date, end: won-date }`,
  'rules: watch fields that flow to the project tool': `${tasks(`    - { crm: title, pm: title }
    - { crm: dueDate, pm: dueDate, flow: to-crm }`)}
  rules: [strict-schedule, closed-parent] #! mapping/rule-idle at strict, mapping/rule-idle at closed`,
  'the mapping that Baton ships': readFileSync(new URL('../../mappings/zoho.yaml', import.meta.url), 'utf8'),
}

describe('bindMapping tells every mistake where it stands', () => {
  test.each(Object.entries(texts))('%s', (_, text) => {
    const loaded = loadMapping(text, 'shop.yaml')
    const bound = loaded.ok ? bindMapping(loaded.mapping, loaded.places, fakes) : loaded
    expect(bound.ok ? [] : found(bound.problems)).toEqual(marked(text))
  })
})
