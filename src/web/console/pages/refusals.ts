import { z } from 'zod'
import { overviewAttention } from '../../../engine/verbs/overview-attention.ts'
import { type Refusal, refusalsList } from '../../../engine/verbs/refusals-list.ts'
import { type Html, html } from '../html.ts'
import { definePage, type Visit } from '../page.ts'
import { empty } from '../parts/empty.ts'
import { mark } from '../parts/mark.ts'
import { pager } from '../parts/pager.ts'
import { seenAt } from '../parts/seen-at.ts'
import { moment } from '../parts/time.ts'
import { value } from '../parts/value.ts'
import { attention } from './attention.ts'
import { type Called, calledIn } from './called.ts'

/** What was not allowed: what somebody typed, why it was refused, what would pass, who was told and when. */
export const refusals = definePage({
  path: '/refusals',
  title: 'Refused',
  roles: ['admin', 'sales', 'viewer'],
  query: z.object({
    mapping: z.string().default(''),
    code: z.string().default(''),
    after: z.uuid().optional(),
  }),
  async load({ query: { mapping, code, after }, ask }) {
    const page = await ask(refusalsList, {
      limit: 25,
      ...(mapping === '' ? {} : { mapping }),
      ...(code === '' ? {} : { code }),
      ...(after === undefined ? {} : { after }),
    })
    return { page, counts: await ask(overviewAttention, {}), called: await calledIn(page.items, { ask }) }
  },
  view({ page, counts, called }, visit) {
    const body =
      page.items.length === 0
        ? html`<div class="card">${empty('Nothing is refused', 'When a rule or the other tool does not allow a change, it stands here until it passes or is taken back.')}</div>`
        : page.items.map(one => refusalCard(one, visit, called))
    return html`${attention('refused', counts, visit)}${body}${pager(visit.url, page.next)}`
  },
})

const places = { crm: 'the CRM', pm: 'the project tool' } as const

function refusalCard(one: Refusal, visit: Visit, called: Pick<Called, 'field'>): Html {
  const { shown, field, to, mapping, since } = one
  const typed = to === 'pm' ? 'crm' : 'pm'
  const name = shown[typed]?.name ?? shown[to]?.name ?? 'A record without a name'
  const links = seenAt(shown)
  return html`<section class="card mb-3" data-line>
    <div class="card-header"><div class="d-flex gap-2 align-items-baseline flex-wrap">
      <h2 class="card-title">${name}: ${called.field(one, field, to)}</h2>${mark('warn', 'refused')}
      <span class="text-secondary small">${mapping}, ${moment(since, visit)}</span>
    </div></div>
    <div class="card-body">
      <p>Somebody set it to <strong>${value(one.value)}</strong> in ${places[typed]}. It stays there; ${places[to]} was not changed.</p>
      <dl class="row mb-0">
        <dt class="col-sm-3">Why</dt><dd class="col-sm-9">${one.why}</dd>
        <dt class="col-sm-3">What would pass</dt><dd class="col-sm-9">${one.passes}</dd>
        <dt class="col-sm-3">Who was told</dt><dd class="col-sm-9">${told(one, visit)}</dd>
        ${links && html`<dt class="col-sm-3">Look at it</dt><dd class="col-sm-9 mb-0">${links}</dd>`}
      </dl>
    </div>
  </section>`
}

function told({ told: who, toldAt }: Refusal, visit: Visit): Html {
  if (who === null) return html`nobody: the change has no editor with an address, and no admin could be told`
  return toldAt === null ? html`${who}, once it is settled` : html`${who}, ${moment(toldAt, visit)}`
}
