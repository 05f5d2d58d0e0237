import { z } from 'zod'
import { journalList } from '../../../engine/verbs/journal-list.ts'
import { mappingList } from '../../../engine/verbs/mapping-list.ts'
import { VerbError } from '../../../engine/verbs/verb-error.ts'
import { journalKinds } from '../../../store/journal.ts'
import { type Html, html } from '../html.ts'
import { definePage, type Visit } from '../page.ts'
import { card } from '../parts/card.ts'
import { empty } from '../parts/empty.ts'
import { filters } from '../parts/filters.ts'
import type { Field } from '../parts/form.ts'
import { live } from '../parts/live.ts'
import { mark } from '../parts/mark.ts'
import { pager } from '../parts/pager.ts'
import { moment } from '../parts/time.ts'
import { type Called, calledIn } from './called.ts'
import { journalActions } from './journal-actions.ts'
import { type Entry, kindWords, told } from './journal-words.ts'
import { details } from './timeline.ts'

const query = z.object({
  mapping: z.string().default(''),
  kind: z.string().default(''),
  by: z.string().trim().default(''),
  from: z.union([z.iso.date(), z.literal('')]).default(''),
  until: z.union([z.iso.date(), z.literal('')]).default(''),
  key: z.string().default(''),
  about: z.string().trim().default(''),
  pass: z.union([z.uuid(), z.literal('')]).default(''),
  after: z.string().optional(),
})
type Query = z.output<typeof query>

/** What was decided, done, lost and asked. */
export const journal = definePage({
  path: '/journal',
  title: 'Journal',
  roles: ['admin', 'sales', 'viewer'],
  nav: { label: 'Journal', icon: 'journal', group: 'look' },
  query,
  async load(visit) {
    const { after } = visit.query
    const ask = {
      ...journalFilterOf(visit.query, visit.zone),
      limit: 50,
      ...(after === undefined ? {} : { after }),
    }
    const page = await read(visit, ask)
    const { items: mappings } = await visit.ask(mappingList, {})
    return { page, mappings, called: await calledIn(page.items, visit) }
  },
  view({ page, mappings, called }, visit) {
    const { url, query: asked } = visit
    const names = mappings.map(one => one.name)
    const lines = page.items.map(entry => line(entry, visit, called))
    const list = card({
      flush: true,
      body: html`${lines.length === 0 ? nothing(page.why) : html`<ol class="story p-3 mb-0">${lines}</ol>`}${pager(url, page.next)}`,
    })
    const isNewest = asked.after === undefined
    return html`${filters(url, fieldsFor(asked, names), kept(asked))}
      ${exports(asked, visit.zone)}
      ${isNewest ? live({ id: 'newest', url, topics: ['journal'], content: list }) : list}`
  },
  actions: journalActions,
})

function nothing(why: string | null): Html {
  if (why !== null) return empty('That is too much to look for', why)
  return empty(
    'Nothing of that stands in the journal',
    'Everything that Baton decides, writes, loses or is asked stands here. Take a filter away to see more.',
  )
}

/** What is asked for while somebody is still typing may be too much: that is told in the list's place. */
async function read({ ask, query: { about } }: Visit<Query>, asked: z.input<typeof journalList.ask>) {
  try {
    return { ...(await ask(journalList, asked)), why: null }
  } catch (error) {
    if (about === '' || !(error instanceof VerbError) || error.code !== 'verb/bad-input') throw error
    return { items: [], next: null, why: error.message }
  }
}

function fieldsFor(asked: Query, mappings: readonly string[]): readonly Field[] {
  const kinds = journalKinds.map(kind => [kind, kindWords[kind]] as const)
  return [
    {
      name: 'mapping',
      label: 'Mapping',
      value: asked.mapping,
      options: [['', 'All mappings'], ...mappings.map(name => [name, name] as const)],
    },
    { name: 'kind', label: 'Kind', value: asked.kind, options: [['', 'All kinds'], ...kinds] },
    { name: 'about', label: 'Record', value: asked.about, placeholder: 'Record: its name, id or key ( / )' },
    { name: 'by', label: 'Done by', value: asked.by, placeholder: 'Done by: an e-mail address' },
    { name: 'from', label: 'From', value: asked.from, kind: 'date' },
    { name: 'until', label: 'Until', value: asked.until, kind: 'date' },
  ]
}

/** What a link brought along that no field shows. */
function kept({ key, pass }: Query): Readonly<Record<string, string>> {
  return { ...(key === '' ? {} : { key }), ...(pass === '' ? {} : { pass }) }
}

/** A question for `journal.list` or an export; days begin and end in the viewer's zone. */
function journalFilterOf({ after: _, ...asked }: Query, zone: string): Readonly<Record<string, string>> {
  const given = Object.entries(asked).filter(([, one]) => one !== '')
  const moments = { from: startOf(asked.from, zone), until: startOf(dayAfter(asked.until), zone) }
  return Object.fromEntries(
    given.map(([name, one]) => [name, name === 'from' || name === 'until' ? moments[name] : one]),
  )
}

function dayAfter(iso: string): string {
  return iso === '' ? '' : new Date(Date.parse(iso) + 86_400_000).toISOString().slice(0, 10)
}

/** The moment at which a day begins in a zone, ISO 8601 in UTC. */
function startOf(iso: string, zone: string): string {
  if (iso === '') return ''
  const utc = Date.parse(iso)
  const at = utc - offsetMs(utc, zone)
  return new Date(utc - offsetMs(at, zone)).toISOString()
}

function offsetMs(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(
    at,
  )
  const name = parts.find(part => part.type === 'timeZoneName')?.value ?? ''
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(name) ?? []
  const size = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000
  return sign === '-' ? -size : size
}

function exports(asked: Query, zone: string): Html {
  const to = (format: string) =>
    `/journal/export?${new URLSearchParams({ ...journalFilterOf(asked, zone), format })}`
  return html`<p class="text-secondary small">All of this as a file: <a href="${to('csv')}" download>CSV for a spreadsheet</a> or <a href="${to('jsonl')}" download>JSON lines</a>.</p>`
}

function line(entry: Entry, visit: Visit, called: Called): Html {
  const { tone, words } = told(entry, called)
  const about = called.record(entry)
  const more = details(entry, visit, called)
  const head = html`${mark(tone, kindWords[entry.kind])} <span class="value">${words}</span>`
  return html`<li class="story-event" id="entry-${entry.id}" data-line>
    <div class="text-secondary small">${moment(entry.at, visit)}${entry.mapping && ` · ${entry.mapping}`}${entry.pair && ` · ${entry.pair}`}${about && html` · ${about}`}${entry.key && html` · ${record(entry)}`}${entry.pass && html` · <a href="/journal?pass=${entry.pass}">the whole pass</a>`}</div>
    ${more ? html`<details><summary data-key="o">${head}</summary>${more}</details>` : html`<div>${head}</div>`}
  </li>`
}

function record({ mapping, key }: Entry): Html {
  const to = `/journal?${new URLSearchParams({ ...(mapping ? { mapping } : {}), key: key ?? '' })}`
  return html`<a href="${to}">all of it</a>`
}
