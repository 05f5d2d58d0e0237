import { z } from 'zod'
import { peopleClear } from '../../../engine/verbs/people-clear.ts'
import { peopleList } from '../../../engine/verbs/people-list.ts'
import { peopleSet } from '../../../engine/verbs/people-set.ts'
import { type Html, html } from '../html.ts'
import { defineAction, definePage, type Form, type Visit } from '../page.ts'
import { card } from '../parts/card.ts'
import { empty } from '../parts/empty.ts'
import { filters } from '../parts/filters.ts'
import { button, field, postForm } from '../parts/form.ts'
import { mappingChoice, mappingField } from '../parts/mapping-choice.ts'
import { mark, type Tone } from '../parts/mark.ts'
import { table } from '../parts/table.ts'

type People = Awaited<ReturnType<(typeof peopleList)['act']>>
type Person = People['people'][number]

/** Who is whom on the two sides. */
export const people = definePage({
  path: '/people',
  title: 'People',
  roles: ['admin', 'sales', 'viewer'],
  nav: { label: 'People', icon: 'persons', group: 'set up' },
  query: z.object({ mapping: z.string().default(''), show: z.enum(['all', 'trouble']).default('all') }),
  async load(visit) {
    const choice = await mappingChoice(visit, 'tasks', visit.query.mapping)
    if (choice.name === null) return { choice, found: null }
    const trouble = visit.query.show === 'trouble'
    return { choice, found: await visit.ask(peopleList, { mapping: choice.name, trouble }) }
  },
  view({ choice, found }, visit) {
    if (!found || choice.name === null)
      return card({
        body: empty(
          'No mapping is in use',
          'People are matched once a mapping is on: by their e-mail addresses, or as an admin says.',
        ),
      })
    const show = [
      ['all', 'Everybody'],
      ['trouble', 'Who needs a look'],
    ] as const
    const narrow = filters(visit.url, [
      { name: 'show', label: 'Show', value: visit.query.show, options: show },
      ...mappingField(choice),
    ])
    return html`${narrow}${card({ flush: true, body: list(found) })}
      ${found.said.length > 0 && card({ title: 'What admins said', flush: true, body: said(choice.name, found, visit) })}
      ${visit.may(peopleSet) && card({ title: 'Say who is whom', body: setForm(choice.name, visit) })}`
  },
  actions: {
    set: defineAction({
      verb: peopleSet,
      read: typed,
      said: () => ({ words: 'It counts from now on. Whatever waited for a person is looked at again.' }),
    }),
    clear: defineAction({
      verb: peopleClear,
      read: typed,
      said: () => ({ words: 'It no longer counts; e-mail addresses do again.' }),
    }),
  },
})

function typed(form: Form) {
  return { mapping: form.mapping?.[0], crm: form.crm?.[0], pm: form.pm?.[0] }
}

const hows: Readonly<Record<Person['how'], readonly [Tone, string]>> = {
  said: ['good', 'an admin said so'],
  'e-mail': ['good', 'same e-mail address'],
  'stand-in': ['wait', 'somebody stands in'],
  none: ['plain', 'nobody'],
}

const troubles = {
  'has-left': 'has left',
  'shared-address': 'shares the address with others',
  'no-counterpart': 'has no counterpart',
} as const

function list({ people: all }: People): Html {
  return table({
    caption: 'People of both sides',
    rows: all,
    empty: empty('Nobody here', 'The lists of people are read from both sides once a mapping is on.'),
    columns: [
      {
        title: 'Person',
        cell: ({ name, id, email }) => html`${name ?? id}<div class="text-secondary small">${email}</div>`,
      },
      { title: 'Of', cell: ({ side }) => (side === 'crm' ? 'the CRM' : 'the project tool') },
      {
        title: 'Is on the other side',
        cell: row => row.partners.map(id => nameOf(all, row.side, id)).join(', '),
      },
      { title: 'Known by', cell: ({ how }) => mark(...hows[how]) },
      { title: 'To look at', cell: ({ trouble }) => trouble && mark('warn', troubles[trouble]) },
    ],
  })
}

function nameOf(all: readonly Person[], side: Person['side'], id: string): string {
  if (id === '') return 'nobody'
  return all.find(one => one.side !== side && one.id === id)?.name ?? id
}

function said(mapping: string, { people: all, said: rows }: People, visit: Visit): Html {
  const name = (side: 'crm' | 'pm', id: string) =>
    id === '*' ? 'whoever has no counterpart' : nameOf(all, side === 'crm' ? 'pm' : 'crm', id)
  const word = (id: string) => (id === '' ? 'nobody' : id === '*' ? 'anybody' : id)
  return table({
    caption: 'What admins said',
    rows,
    empty: html``,
    columns: [
      { title: 'In the CRM', cell: row => name('crm', row.crm) },
      { title: 'In the project tool', cell: row => name('pm', row.pm) },
      {
        title: '',
        cell: row =>
          visit.may(peopleClear) &&
          postForm({
            do: 'clear',
            fields: { mapping, crm: word(row.crm), pm: word(row.pm) },
            body: button({ words: 'Take back', look: 'small' }),
          }),
      },
    ],
  })
}

function setForm(mapping: string, { failed }: Visit): Html {
  return postForm({
    do: 'set',
    fields: { mapping },
    body: html`<p class="text-secondary">By e-mail address or id. Type <code>nobody</code> where a field stays empty, and <code>anybody</code> for whoever has no counterpart: the person beside it then stands in for them.</p>
      <div class="row"><div class="col-md-6">${field({ name: 'crm', label: 'In the CRM', required: true }, failed)}</div><div class="col-md-6">${field({ name: 'pm', label: 'In the project tool', required: true }, failed)}</div></div>
      ${button({ words: 'They are the same', look: 'primary' })}`,
  })
}
