import { z } from 'zod'
import { accountsChanges } from '../../../engine/verbs/accounts-changes.ts'
import { type Html, html } from '../html.ts'
import { definePage } from '../page.ts'
import { card } from '../parts/card.ts'
import { empty } from '../parts/empty.ts'
import { mappingChoice } from '../parts/mapping-choice.ts'
import { mark, type Tone } from '../parts/mark.ts'
import { pager } from '../parts/pager.ts'
import { table } from '../parts/table.ts'

type Change = Awaited<ReturnType<(typeof accountsChanges)['act']>>['items'][number]

/** What changed when all accounts were compared again: before and after, suggestion by suggestion. */
export const accountChanges = definePage({
  path: '/accounts/changes',
  title: 'What matching again changed',
  roles: ['admin', 'sales', 'viewer'],
  query: z.object({ mapping: z.string().default(''), after: z.string().optional() }),
  async load(visit) {
    const { mapping: asked, after } = visit.query
    const { name: mapping } = await mappingChoice(visit, 'accounts', asked)
    const ask = { mapping: mapping ?? asked, limit: 100, ...(after === undefined ? {} : { after }) }
    return { mapping: ask.mapping, ...(await visit.ask(accountsChanges, ask)) }
  },
  view({ mapping, items, next }, { url }) {
    const list = table({
      caption: 'Suggestions that changed',
      rows: items,
      empty: empty('Nothing changed', 'The last comparing found the same suggestions as before.'),
      columns: [
        { title: 'Account', cell: ({ crm }) => crm.name ?? crm.id },
        { title: 'Client', cell: ({ pm }) => pm.name ?? pm.id },
        { title: 'What changed', cell: what },
        { title: 'Before', cell: ({ before }) => likeness(before, 'was not suggested') },
        { title: 'Now', cell: ({ now }) => likeness(now, 'is no longer suggested') },
      ],
    })
    return html`<p><a href="/accounts?${String(new URLSearchParams({ mapping }))}">Back to the match desk</a></p>
      ${card({ flush: true, body: list })}${pager(url, next)}`
  },
})

function what({ before, now }: Change): Html {
  const is: readonly [Tone, string] = !before
    ? ['good', 'new']
    : now
      ? ['warn', 'otherwise']
      : ['plain', 'gone']
  return mark(...is)
}

function likeness(of: Change['now'], none: string): Html {
  if (!of) return html`<span class="text-secondary">${none}</span>`
  return html`${Math.round(of.score * 100)} % <div class="text-secondary small">${of.reasons.map(({ says }) => says).join('; ')}</div>`
}
