import type { z } from 'zod'
import { connectionsList } from '../../../engine/verbs/connections-list.ts'
import { keysList } from '../../../engine/verbs/keys-list.ts'
import { mailList } from '../../../engine/verbs/mail-list.ts'
import type { overviewShow } from '../../../engine/verbs/overview-show.ts'
import { type Html, html } from '../html.ts'
import type { Visit } from '../page.ts'
import { card } from '../parts/card.ts'
import { mark, type Tone } from '../parts/mark.ts'
import { count, sum } from '../parts/words.ts'

type State = z.output<typeof overviewShow.answer>

interface Need {
  readonly tone: Tone
  readonly words: string
  readonly fix: string
  readonly url: string
  /** What its page reads; whoever may not is only told. */
  readonly reads?: Parameters<Visit['may']>[0]
}

/** What needs somebody now, the worst first; or that nothing does. */
export function needsMe(state: State, { may }: Pick<Visit, 'may'>): Html {
  const needs = [...stopped(state), ...waiting(state)]
  if (needs.length === 0 && state.mappings.length === 0) return firstSteps(state)
  if (needs.length === 0)
    return card({
      body: html`${mark('good', 'Everything is in sync')} <span class="text-secondary">Nothing needs you now.</span>`,
    })
  const line = ({ tone, words, fix, url, reads }: Need) =>
    html`<li class="list-group-item d-flex gap-3 align-items-center flex-wrap">${mark(tone, words)}<span class="flex-fill text-secondary">${fix}</span>${(!reads || may(reads)) && html`<a class="btn btn-sm" href="${url}">Look</a>`}</li>`
  return card({
    title: 'What needs you now',
    flush: true,
    body: html`<ul class="list-group list-group-flush">${needs.map(line)}</ul>`,
  })
}

function stopped({ connections, mappings }: State): Need[] {
  const inTrouble = connections.flatMap(one => (one.fix ? [{ ...one, fix: one.fix }] : []))
  const off = mappings.filter(one => one.state === 'paused')
  return [
    ...inTrouble.map(
      ({ name, state, fix: { wrong, advice } }): Need => ({
        tone: state === 'ready' ? 'warn' : 'bad',
        words: state === 'paused' ? `${name} is paused` : `${name} has trouble`,
        fix: `${sentence(wrong)} ${advice}`,
        url: `/connections/${encodeURIComponent(name)}`,
        reads: connectionsList,
      }),
    ),
    ...off.map(
      (one): Need => ({
        tone: 'bad',
        words: `${one.mapping} is paused`,
        fix: `${sentence(one.pausedWhy ?? '')} What changes is remembered and carried over when it goes on.`.trim(),
        url: `/mappings/${encodeURIComponent(one.mapping)}`,
      }),
    ),
  ]
}

/** What may wait for somebody, the worst first. */
const kinds: readonly (Omit<Need, 'words'> & { many(state: State): number; words(many: number): string })[] =
  [
    {
      many: ({ mappings }) => total(mappings, one => one.failing),
      tone: 'bad',
      words: many => `${count(many, 'row')} failing`,
      fix: 'They rest until somebody looks; see what went wrong and try them again.',
      url: '/failing',
      reads: keysList,
    },
    {
      many: ({ mappings }) => total(mappings, one => sum(one.holds)),
      tone: 'warn',
      words: many => count(many, 'question'),
      fix: 'Only a person can know; everything else about these rows goes on.',
      url: '/holds',
    },
    {
      many: ({ mappings }) => total(mappings, one => one.suggested),
      tone: 'warn',
      words: many => `${count(many, 'account')} to match`,
      fix: 'A client resembles them; say whether it is the same.',
      url: '/accounts',
    },
    {
      many: ({ mappings }) => total(mappings, one => sum(one.refusals)),
      tone: 'plain',
      words: many => `${count(many, 'change')} refused`,
      fix: 'Not allowed, and told to whoever typed it. It passes by itself when it may.',
      url: '/refusals',
    },
    {
      many: ({ mailsGivenUp }) => mailsGivenUp,
      tone: 'bad',
      words: many => `${count(many, 'mail')} not delivered`,
      fix: 'No mail server took them, so whom they were for does not know; see why, and try them again.',
      url: '/mail',
      reads: mailList,
    },
    {
      many: ({ mailsWaiting }) => mailsWaiting,
      tone: 'wait',
      words: many => `${count(many, 'mail')} waiting`,
      fix: 'They are handed over as soon as the mail server takes them.',
      url: '/mail',
      reads: mailList,
    },
  ]

function waiting(state: State): Need[] {
  return kinds.flatMap(({ many, words, ...need }) => {
    const waits = many(state)
    return waits > 0 ? [{ ...need, words: words(waits) }] : []
  })
}

/** Words of a vendor or of an admin, which may lack their full stop. */
function sentence(words: string): string {
  return words === '' || /[.!?]$/.test(words) ? words : `${words}.`
}

function total(mappings: State['mappings'], of: (one: State['mappings'][number]) => number): number {
  return mappings.reduce((all, one) => all + of(one), 0)
}

function firstSteps({ connections }: State): Html {
  const step =
    connections.length < 2
      ? 'Connect a CRM and a project tool.'
      : 'Write a mapping, look at its plan, and switch it on.'
  const url = connections.length < 2 ? '/connections' : '/mappings'
  return card({
    title: 'Welcome',
    body: html`<p>Baton is running. Next: ${step}</p><a class="btn btn-primary" href="${url}">Go on</a>`,
  })
}
