import { z } from 'zod'
import { holdsAnswer } from '../../../engine/verbs/holds-answer.ts'
import { holdsList as listHolds } from '../../../engine/verbs/holds-list.ts'
import { overviewAttention } from '../../../engine/verbs/overview-attention.ts'
import { html } from '../html.ts'
import { defineAction, definePage, type Form } from '../page.ts'
import { empty } from '../parts/empty.ts'
import { button, postForm } from '../parts/form.ts'
import { pager } from '../parts/pager.ts'
import { count } from '../parts/words.ts'
import { attention, holdsList } from './attention.ts'
import { calledIn } from './called.ts'
import { holdCard } from './hold-card.ts'

const answer = defineAction({
  verb: holdsAnswer,
  read: form => ({ ids: form.id ?? [], answer: answerIn(form) }),
  said: ({ answered, refused }) => ({
    tone: refused.length > 0 ? 'warn' : 'good',
    words: [
      `${count(answered.length, 'question')} answered. A pass takes the answer up in a moment.`,
      ...new Set(refused.map(one => `Not answered: ${one.why}`)),
    ].join('\n'),
  }),
})

/** Whose value, which row, or what was typed: an answer's parts stand in one field each. */
function answerIn(form: Form): Readonly<Record<string, string>> {
  const [choice = '', which] = (form.answer?.[0] ?? '').split(/ (.*)/s)
  const typed = form.value?.[0] ?? ''
  switch (choice) {
    case 'take':
      return { choice, side: which ?? '' }
    case 'set':
      return { choice, side: which ?? '', value: typed }
    case 'pick':
      return { choice, row: which ?? '' }
    default:
      return { choice }
  }
}

const nothing = {
  questions: empty(
    'No open questions',
    'Whatever could be settled by rule was. A question stands here when only a person can know.',
  ),
  waiting: empty(
    'Nothing waits',
    'A record stands here while another one has to have its counterpart first.',
  ),
}

/** What waits for a person: both values, the past, and what each answer will do. */
export const holds = definePage({
  path: '/holds',
  title: 'Questions',
  roles: ['admin', 'sales', 'viewer'],
  nav: { label: 'Questions', icon: 'holds', group: 'work', covers: ['/refusals', '/failing'] },
  query: z.object({
    mapping: z.string().default(''),
    code: z.string().default(''),
    after: z.string().optional(),
  }),
  async load({ query: { mapping, code, after }, ask }) {
    const page = await ask(listHolds, {
      limit: 25,
      ...(mapping === '' ? {} : { mapping }),
      ...(code === '' ? {} : { code }),
      ...(after === undefined ? {} : { after }),
    })
    return { page, counts: await ask(overviewAttention, {}), called: await calledIn(page.items, { ask }) }
  },
  view({ page, counts, called }, visit) {
    const { url, may } = visit
    const narrow = attention(holdsList(visit), counts, visit)
    if (page.items.length === 0) return html`${narrow}<div class="card">${nothing[holdsList(visit)]}</div>`
    if (holdsList(visit) === 'waiting')
      return html`${narrow}<p class="text-secondary">These go on by themselves as soon as what they wait for has a counterpart.</p>${page.items.map(one => holdCard(one, visit, called))}${pager(url, page.next)}`
    const bulk = postForm({
      do: 'answer',
      selects: true,
      id: 'bulk',
      class: 'answers mb-3',
      body: html`<span class="text-secondary"><span data-selected>0</span> ticked:</span>
        ${button({ words: 'Take the CRM’s value', name: 'answer', value: 'take crm', needsSelection: true })}
        ${button({ words: 'Take the project tool’s value', name: 'answer', value: 'take pm', needsSelection: true })}
        ${button({ words: 'Leave both', name: 'answer', value: 'leave', needsSelection: true })}
        ${button({ words: 'Try again', name: 'answer', value: 'retry', needsSelection: true })}`,
    })
    return html`${narrow}${may(holdsAnswer) && bulk}${page.items.map(one => holdCard(one, visit, called))}${pager(url, page.next)}`
  },
  actions: { answer },
})
