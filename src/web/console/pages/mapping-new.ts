import { z } from 'zod'
import { connectionsList } from '../../../engine/verbs/connections-list.ts'
import { html } from '../html.ts'
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

/** A new mapping. */
export const mappingNew = definePage({
  path: '/mappings/new',
  title: 'New mapping',
  roles: ['admin'],
  query: z.object({}),
  load: async visit => ({
    connections: (await visit.ask(connectionsList, {})).items,
    checked: await checkedDraft(visit),
  }),
  view({ connections, checked }, { failed }) {
    const [crm, pm] = (['crm', 'pm'] as const).map(side => connections.find(one => one.side === side))
    if (!crm || !pm)
      return card({
        body: empty(
          'Connect both sides first',
          'A mapping is between a CRM and a project tool.',
          html`<a class="btn btn-primary" href="/connections">To the connections</a>`,
        ),
      })
    return html`${mistakes(checked)}${card({ body: mappingForm({ text: start(crm.connector, pm.connector), crm: crm.name, pm: pm.name }, connections, failed) })}`
  },
  actions: { plan: planAction },
})
