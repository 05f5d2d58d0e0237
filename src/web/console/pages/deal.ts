import { z } from 'zod'
import { accountsChoose } from '../../../engine/verbs/accounts-choose.ts'
import type { dealAccount } from '../../../engine/verbs/deal-account.ts'
import { dealsCreateProject } from '../../../engine/verbs/deals-create-project.ts'
import { dealsPreviewProject } from '../../../engine/verbs/deals-preview-project.ts'
import { dealsProgress } from '../../../engine/verbs/deals-progress.ts'
import { mappingList } from '../../../engine/verbs/mapping-list.ts'
import { peopleList } from '../../../engine/verbs/people-list.ts'
import { VerbError } from '../../../engine/verbs/verb-error.ts'
import { type Html, html } from '../html.ts'
import { defineAction, definePage, type Said, type Visit } from '../page.ts'
import { card } from '../parts/card.ts'
import { live } from '../parts/live.ts'
import { flash, mark } from '../parts/mark.ts'
import { outside } from '../parts/outside.ts'
import { rowText } from './account-pair.ts'
import { clientUrl } from './clients.ts'
import { dealForm, given, readProjectForm } from './deal-form.ts'
import { dealPreview } from './deal-preview.ts'
import { dealMark, dealWhy, isUnderWay, type ToldDeal } from './deal-words.ts'

const query = z.looseObject({ connection: z.string(), deal: z.string(), mapping: z.string().optional() })
type Of = Visit<z.output<typeof query>>

/** One deal: its project, how far that is, or the form to create it with. CRMs link here. */
export const deal = definePage({
  path: '/deals/:connection/:deal',
  title: 'Deal',
  roles: ['admin', 'sales', 'viewer'],
  alone: ['sales'],
  query,
  async load(visit) {
    const mapping = await mappingOf(visit)
    const ask = { mapping, deal: visit.query.deal }
    const [told] = await visit.ask(dealsProgress, { mapping, deals: [ask.deal] })
    if (!told) throw new VerbError('verb/not-found', `There is no deal "${ask.deal}" here.`)
    const mayCreate = visit.may(dealsCreateProject) && told.title !== null && !isSettled(told)
    if (!mayCreate) return { mapping, told, form: null }
    const { people } = await visit.ask(peopleList, { mapping })
    const usual = await visit.ask(dealsPreviewProject, ask)
    const preview = await previewOf(visit, ask)
    return {
      mapping,
      told,
      form: { usual, preview, people: people.filter(one => one.side === 'pm' && one.active) },
    }
  },
  titleOf: ({ told }) => told.title ?? 'A deal that was not read yet',
  view({ mapping, told, form }, visit) {
    const content = told.title === null ? unread : progress(mapping, told, visit)
    const topics = ['journal', 'work'] as const
    const state = isUnderWay(told.state)
      ? live({ id: 'progress', url: visit.url, topics, content, leads: true })
      : content
    if (!form) return state
    return html`${state}<div class="row g-3"><div class="col-lg-7">${card({
      title: 'Create the project',
      body: html`${told.state.is === 'not-won' && flash('warn', 'This deal is not won. Asked for by hand, its project is made all the same.')}${dealForm({ ...form, mapping, visit })}`,
    })}</div><div class="col-lg-5" id="preview">${dealPreview(form.preview, form.people)}</div></div>`
  },
  actions: {
    create: defineAction({
      verb: dealsCreateProject,
      read: (form, { query: { deal } }) => ({
        mapping: form.mapping?.[0],
        deal,
        form: readProjectForm(form),
      }),
      said: askedSaid,
    }),
  },
})

/** What is asked for may have to wait all the same: then it is said for what. */
function askedSaid({ state }: ToldDeal): Said {
  const asked = 'The project is asked for.'
  if (state.is === 'held')
    return { tone: 'warn', words: `${asked} A person has to answer first: ${dealWhy(state)}` }
  if (state.is === 'waiting')
    return {
      tone: 'warn',
      words: `${asked} It is made as soon as what it waits for is there: ${dealWhy(state)}`,
    }
  return { words: `${asked} You can leave this page; it is made all the same.` }
}

function isSettled({ state: { is } }: ToldDeal): boolean {
  return is === 'made' || is === 'being-made' || is === 'asked'
}

/** The mapping that carries this connection's deals: the one that was named, or the first in use. */
async function mappingOf({ ask, query: { connection, mapping } }: Of): Promise<string> {
  const { items } = await ask(mappingList, {})
  const over = items.filter(
    one => one.connections.crm === connection && one.pairs.includes('deals') && one.state !== 'off',
  )
  const found = over.find(one => one.name === mapping) ?? over[0]
  if (found) return found.name
  throw new VerbError(
    'verb/not-found',
    `No mapping in use carries the deals of a connection "${connection}".`,
  )
}

/** What would be written with what the form holds now; what cannot be is told in its place. */
async function previewOf(visit: Of, ask: { readonly mapping: string; readonly deal: string }) {
  const form = readProjectForm(given(visit))
  try {
    return (await visit.ask(dealsPreviewProject, { ...ask, form })).preview
  } catch (error) {
    if (!(error instanceof VerbError)) throw error
    return { is: 'wrong' as const, why: error.message }
  }
}

type Progress = ToldDeal & { readonly account: z.output<typeof dealAccount> | null }

/** The account a deal belongs to; as long as it has no client, that is where to help. */
function accountOf(mapping: string, { account, state }: Progress, visit: Of): Html | null {
  if (!account) return null
  const name = account.name ?? account.id
  if (account.hasClient)
    return html`<div class="d-flex gap-2"><span class="text-secondary">Account</span><a href="${clientUrl(mapping, account.id)}">${name}</a></div>`
  const row = rowText('crm', account.id)
  const to = `/accounts/choose?${new URLSearchParams({ mapping, side: 'crm', row, search: account.name ?? '', back: visit.url.split('?')[0] ?? '/' })}`
  return html`<div class="d-flex gap-2 flex-wrap"><span>Account: <strong>${name}</strong>, which has no client yet.</span>${visit.may(accountsChoose) && state.is !== 'left-out' && html`<a href="${to}">Choose its client</a>`}</div>`
}

/** Nothing is known of it, so nothing is said of how it stands. */
const unread = card({
  body: html`<div class="d-flex gap-3 align-items-baseline flex-wrap">${mark('wait', 'not read yet')}<span>Baton reads new deals every few minutes, or at once with webhooks. Load this page again in a minute. If it stays so, the deal is one that Baton’s user in the CRM may not see, or the address is mistyped.</span></div>`,
})

function progress(mapping: string, told: Progress, visit: Of): Html {
  const { state, urls, askedBy } = told
  const held =
    state.is === 'held' &&
    html`<a class="btn" href="/holds?mapping=${encodeURIComponent(mapping)}">To the questions</a>`
  const links = html`<div class="d-flex gap-3">${urls.crm && outside(urls.crm, 'The deal in the CRM')}${urls.pm && outside(urls.pm, 'The project')}</div>`
  return card({
    body: html`<div class="d-flex gap-3 align-items-center flex-wrap">${dealMark(state)}
      <span>${dealWhy(state)}${askedBy !== null && state.is !== 'made' && html` <span class="text-secondary">Asked for by ${askedBy}.</span>`}</span>${held}${links}</div>${accountOf(mapping, told, visit)}`,
  })
}
