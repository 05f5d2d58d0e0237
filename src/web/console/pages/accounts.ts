import { z } from 'zod'
import { accountsList } from '../../../engine/verbs/accounts-list.ts'
import { accountsRerun } from '../../../engine/verbs/accounts-rerun.ts'
import { type Html, html } from '../html.ts'
import { definePage, type Visit } from '../page.ts'
import { empty } from '../parts/empty.ts'
import { filters, searchBy } from '../parts/filters.ts'
import { button, postForm } from '../parts/form.ts'
import { live } from '../parts/live.ts'
import { mappingChoice, mappingField } from '../parts/mapping-choice.ts'
import { pager, urlWith } from '../parts/pager.ts'
import { tabs } from '../parts/tabs.ts'
import { moment } from '../parts/time.ts'
import { count } from '../parts/words.ts'
import { accountActions } from './account-actions.ts'
import { accountBulk } from './account-bulk.ts'
import { accountRow } from './account-row.ts'

const lists = {
  suggested: { words: 'Suggested', state: 'suggested', side: 'crm', counted: 'suggested-crm' },
  ambiguous: { words: 'Ambiguous', state: 'ambiguous', side: 'crm', counted: 'ambiguous-crm' },
  'only-crm': { words: 'Only in the CRM', state: 'unmatched', side: 'crm', counted: 'unmatched-crm' },
  'only-pm': { words: 'Only in the project tool', state: 'unmatched', side: 'pm', counted: 'unmatched-pm' },
  mapped: { words: 'Mapped', state: 'mapped', side: 'crm', counted: 'mapped' },
  ignored: { words: 'Ignored', state: 'ignored', side: 'crm', counted: 'ignored-crm' },
  'ignored-pm': { words: 'Ignored clients', state: 'ignored', side: 'pm', counted: 'ignored-pm' },
  inactive: { words: 'Out of use', state: 'inactive', side: 'crm', counted: 'inactive-crm' },
} as const

export type AccountListName = keyof typeof lists
const names = Object.keys(lists) as readonly AccountListName[]

const query = z.object({
  mapping: z.string().default(''),
  list: z.enum(names).default('suggested'),
  search: z.string().default(''),
  after: z.string().optional(),
})

/** The match desk: who is whom, who could be, and who has nobody. */
export const accounts = definePage({
  path: '/accounts',
  title: 'Accounts and clients',
  roles: ['admin', 'sales', 'viewer'],
  nav: { label: 'Accounts', icon: 'accounts', group: 'work' },
  query,
  async load(visit) {
    const choice = await mappingChoice(visit, 'accounts', visit.query.mapping)
    return { choice, found: choice.name === null ? null : await read(choice.name, visit) }
  },
  view({ choice, found }, asked) {
    const visit = { ...asked, query: { ...asked.query, mapping: choice.name ?? '' } }
    if (!found)
      return html`<div class="card">${empty('No mapping is in use', 'Accounts are matched with clients once a mapping with accounts is switched on.')}</div>`
    const { list, search } = visit.query
    const { counts, items, next } = found
    const kept = { list }
    return html`${tabs('Lists of accounts', tabsFor(visit, counts))}
      ${filters(visit.url, [searchBy('name', search), ...mappingField(choice)], kept)}
      ${run(found.lastRun, visit)}
      ${accountBulk(list, items.length, visit)}
      ${items.length === 0 ? html`<div class="card">${nobody(list, search)}</div>` : items.map(row => accountRow(list, row, visit))}
      ${pager(visit.url, next)}`
  },
  actions: accountActions,
})

function read(mapping: string, { ask, query: { list, search, after } }: Visit<z.output<typeof query>>) {
  const { state, side } = lists[list]
  return ask(accountsList, {
    mapping,
    state,
    side,
    search,
    limit: 50,
    ...(after === undefined ? {} : { after }),
  })
}

function tabsFor(
  { url, query: here }: Visit<z.output<typeof query>>,
  counts: Readonly<Record<string, number>>,
) {
  return names
    .filter(
      name =>
        !/^(ignored|inactive)/.test(name) || (counts[lists[name].counted] ?? 0) > 0 || name === here.list,
    )
    .map(name => ({
      words: lists[name].words,
      url: urlWith(url, { list: name, after: null }),
      isHere: name === here.list,
      count: counts[lists[name].counted] ?? 0,
    }))
}

interface Run {
  readonly endedAt: string | null
  readonly compared: number
  readonly appeared: number
  readonly changed: number
  readonly vanished: number
}

function run(last: Run | null, visit: Visit<{ readonly mapping: string }>): Html {
  const words = last
    ? last.endedAt === null
      ? html`All are being compared just now: ${count(last.compared, 'account')} so far.`
      : html`Compared ${moment(last.endedAt, visit)}: ${count(last.compared, 'account')}; ${runWords(last, visit.query.mapping)}`
    : html`New accounts are compared as they come in.`
  const again = postForm({
    do: 'rerun',
    fields: { mapping: visit.query.mapping },
    body: button({ words: 'Match again' }),
  })
  const content = html`<span class="text-secondary">${words}</span>`
  return html`<div class="d-flex gap-3 align-items-center justify-content-between flex-wrap mb-3">
    ${live({ id: 'matching', url: visit.url, topics: ['matching'], content })}${visit.may(accountsRerun) && again}
  </div>`
}

function runWords({ appeared, changed, vanished }: Run, mapping: string): Html {
  if (appeared + changed + vanished === 0) return html`nothing changed.`
  const words = `${count(appeared, 'suggestion')} new, ${changed} otherwise than before, ${vanished} gone`
  return html`<a href="/accounts/changes?${String(new URLSearchParams({ mapping }))}">${words}</a>.`
}

function nobody(list: AccountListName, search: string): Html {
  if (search !== '')
    return empty(
      'Nobody by that name in this list',
      'Try a shorter part of the name, or look in another list.',
    )
  const hints: Readonly<Record<AccountListName, readonly [string, string]>> = {
    suggested: [
      'Nothing to decide',
      'Accounts that resemble a client stand here until somebody says whether they are the same.',
    ],
    ambiguous: ['Nothing is ambiguous', 'An account stands here when several clients have its very name.'],
    'only-crm': ['Every account has a client', 'Or one is suggested for it.'],
    'only-pm': ['Every client has an account', 'Or one is suggested for it.'],
    mapped: [
      'Nobody is mapped yet',
      'Accounts and clients of the same, unique name are mapped by themselves.',
    ],
    ignored: ['No account is ignored', 'Ignored accounts are left out until somebody takes that back.'],
    'ignored-pm': ['No client is ignored', 'Ignored clients are left out until somebody takes that back.'],
    inactive: ['None is out of use', 'What its vendor no longer uses is not suggested to anybody.'],
  }
  return empty(...hints[list])
}
