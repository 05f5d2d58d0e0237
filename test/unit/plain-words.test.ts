import { describe, expect, test } from 'vitest'
import type { PairName } from '../../src/core/policy.ts'
import { plainWords } from '../../src/mapping/plain-words.ts'
import { shippedPolicy } from '../support/shipped-mapping.ts'
import { policyIn, shopHead } from '../support/shop-mapping.ts'

const tools = { crm: 'Zoho CRM', pm: 'Zoho Projects' }

interface Texts {
  readonly accounts?: string
  readonly deals?: string
  readonly tasks?: string
}

const shop = ({ accounts = '', deals = '', tasks = '' }: Texts) => `${shopHead}
accounts: { pair: [account, client]${accounts} }
deals: { pair: [deal, project]${deals} }
tasks: { pair: [task, task], inside: deals, fields: [{ crm: title, pm: title }]${tasks} }`

const said = (pair: PairName, texts: Texts) =>
  plainWords(policyIn(shop(texts)), tools).find(one => one.pair === pair)?.says ?? []

type Row = readonly [choice: string, pair: 'accounts' | 'deals' | 'tasks', text: string, sentence: string]

const start = ', dates: { start: won-date, '
const rows: readonly Row[] = [
  [
    'only: is',
    'deals',
    ', only: { crm: { stage: { is: Won } } }',
    'Of Zoho CRM, only a deal takes part whose stage is Won.',
  ],
  [
    'only: in, filled and empty',
    'tasks',
    ', only: { crm: { priority: { in: [High, Low] }, dueDate: { filled: true } }, pm: { description: { filled: false } } }',
    'Of Zoho CRM, only a task takes part whose priority is one of High, Low and whose dueDate is filled.',
  ],
  [
    'only, on the other side',
    'tasks',
    ', only: { pm: { description: { filled: false } } }',
    'Of Zoho Projects, only a task takes part whose description is empty.',
  ],
  [
    'needs',
    'deals',
    ', needs: accounts, create: [pm], fields: [{ crm: title, pm: name }]',
    'No project is made before the account of the deal has its client.',
  ],
  ['inside', 'tasks', '', 'Only a task whose deal or account has its counterpart takes part.'],
  [
    'match',
    'accounts',
    ', match: { crm: name, pm: name, legal_form: ignored }',
    'Names that differ in their legal form alone are the same.',
  ],
  [
    'match: also',
    'accounts',
    ', match: { crm: name, pm: name, also: [{ as: website, crm: website, pm: name }] }',
    'Those that are alike by their name, website are suggested, and a person says whether they are the same.',
  ],
  ['members: nobody', 'deals', ', members: { owner: true }', 'Nobody is let into it as a member.'],
  ['members: the owner', 'deals', ', members: { owner: true }', 'The deal’s owner becomes the project’s.'],
  [
    'members: asked',
    'deals',
    ', members: { add: ask, people: [owner, helpers] }',
    'Whoever the deal’s owner, helpers names is let into it as a member once an admin agrees.',
  ],
  [
    'members: added',
    'deals',
    ', members: { add: yes }'.replace('yes', '"yes"'),
    'Whoever the deal’s owner names is let into it as a member.',
  ],
  [
    'template',
    'deals',
    ', template: { by: type, table: { New Business: Onboarding }, otherwise: Standard }',
    'It is made from the template that the deal’s type names: Onboarding where it is New Business, otherwise Standard.',
  ],
  [
    'one template for all',
    'deals',
    ', template: { otherwise: Standard }',
    'It is made from the template Standard.',
  ],
  ['group', 'deals', ', group: { by: type }', 'It is put into the group that the deal’s type names.'],
  [
    'dates: so many days',
    'deals',
    `${start}days: 60 }`,
    'It begins on the day the deal is won, and takes 60 days.',
  ],
  [
    'dates: until a day',
    'deals',
    `${start}end: closing }`,
    'It begins on the day the deal is won, and ends on the deal’s closing.',
  ],
  [
    'at_link: a side',
    'tasks',
    ', at_link: crm',
    'Where the two differ when they are linked, Zoho CRM counts.',
  ],
  ['at_link: hold', 'tasks', '', 'Where the two differ when they are linked, a person is asked.'],
]

describe('a mapping says what it chose', () => {
  test.each(rows)('%s', (_, pair, text, sentence) => {
    expect(said(pair, { [pair]: text })).toContain(sentence)
  })
})

test('what it did not choose is not said', () => {
  const all = plainWords(policyIn(shop({})), tools).flatMap(one => one.says)
  for (const word of ['only a deal', 'template', 'group', 'begins', 'No project is made'])
    expect(all.filter(one => one.includes(word))).toEqual([])
})

test('comments say what becomes of copies', () => {
  const says = plainWords(shippedPolicy(), tools).find(one => one.pair === 'comments')?.says ?? []
  expect(says).toContain('An edit of a copy is refused, and the person is told.')
  expect(says).toContain(
    'When a comment is deleted, its copy is deleted, too; when a copy is deleted, the comment stays.',
  )
})

test('every sentence is one', () => {
  for (const { says } of plainWords(shippedPolicy(), tools))
    for (const one of says) expect(one).toMatch(/^[A-Z“].*\.$/)
})

test('fields are called as people know them, where that is known', () => {
  const titles: Readonly<Record<string, string>> = { dueDate: 'Due date', title: 'Name', stage: 'Stage' }
  const known = { ...tools, titleOf: (_side: unknown, _entity: string, field: string) => titles[field] }
  const text = shop({ deals: ', only: { crm: { stage: { is: Won } } }' })
  const says = plainWords(policyIn(text), known).flatMap(one => one.says)
  expect(says).toContain('Of Zoho CRM, only a deal takes part whose Stage is Won.')
  expect(says).toContain('Kept the same on both sides: Name.')
})
