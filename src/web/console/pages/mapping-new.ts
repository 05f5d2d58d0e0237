import { z } from 'zod'
import { connectionsList, type ListedConnection } from '../../../engine/verbs/connections-list.ts'
import { mappingStarts } from '../../../engine/verbs/mapping-starts.ts'
import { type Html, html } from '../html.ts'
import { definePage } from '../page.ts'
import { card } from '../parts/card.ts'
import { empty } from '../parts/empty.ts'
import { checkedDraft, mistakes } from './mapping-draft.ts'
import { mappingForm, planAction } from './mapping-form.ts'

const start = (crm: string, pm: string) => `version: 1
name: my-mapping
title: What it is for
crm: ${crm}
pm: ${pm}
accounts: { pair: [account, client], match: name }
`

type Start = z.output<typeof mappingStarts.answer>['items'][number]

/** What the text below is, and the others that could stand there. */
function begins(chosen: Start, fitting: readonly Start[]): Html {
  const others = fitting.filter(one => one !== chosen)
  const links = others.map(
    one => html` <a class="ms-2" href="/mappings/new?start=${encodeURIComponent(one.name)}">${one.title}</a>`,
  )
  return html`<p>Begin with the mapping for ${chosen.title} that comes with Baton. Give it a name of your own, name your templates and words, and look at the preview.${others.length > 0 && html` Or begin with:${links}`}</p>`
}

/** A new mapping. */
export const mappingNew = definePage({
  path: '/mappings/new',
  title: 'New mapping',
  roles: ['admin'],
  query: z.object({ start: z.string().optional() }),
  load: async visit => ({
    connections: (await visit.ask(connectionsList, {})).items,
    starts: (await visit.ask(mappingStarts, {})).items,
    checked: await checkedDraft(visit),
  }),
  view({ connections, starts, checked }, { failed, query: { start: asked } }) {
    const [crm, pm] = (['crm', 'pm'] as const).map(side => connections.find(one => one.side === side))
    if (!crm || !pm)
      return card({
        body: empty(
          'Connect both sides first',
          'A mapping is between a CRM and a project tool.',
          html`<a class="btn btn-primary" href="/connections">To the connections</a>`,
        ),
      })
    const fitting = starts.filter(one =>
      [one.crm, one.pm].every(of => connections.some(at => at.connector === of)),
    )
    const chosen = fitting.find(one => one.name === asked) ?? fitting[0]
    const at = (side: 'crm' | 'pm', first: ListedConnection) =>
      connections.find(one => one.side === side && one.connector === chosen?.[side]) ?? first
    const draft = {
      text: chosen?.text ?? start(crm.connector, pm.connector),
      crm: at('crm', crm).name,
      pm: at('pm', pm).name,
    }
    return html`${mistakes(checked)}${chosen && !failed && begins(chosen, fitting)}${card({ body: mappingForm(draft, connections, failed) })}`
  },
  actions: { plan: planAction },
})
