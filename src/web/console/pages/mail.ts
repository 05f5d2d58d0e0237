import { z } from 'zod'
import { mailList } from '../../../engine/verbs/mail-list.ts'
import { mailRetry } from '../../../engine/verbs/mail-retry.ts'
import { mailTest } from '../../../engine/verbs/mail-test.ts'
import { type Html, html } from '../html.ts'
import { defineAction, definePage, type Visit } from '../page.ts'
import { card } from '../parts/card.ts'
import { empty } from '../parts/empty.ts'
import { filters } from '../parts/filters.ts'
import { button, field, postForm } from '../parts/form.ts'
import { live } from '../parts/live.ts'
import { flash, mark } from '../parts/mark.ts'
import { table } from '../parts/table.ts'
import { moment } from '../parts/time.ts'
import { count } from '../parts/words.ts'

type Letter = Awaited<ReturnType<(typeof mailList)['act']>>['items'][number]

/** What was sent to whom, and whether it was handed over. */
export const mail = definePage({
  path: '/mail',
  title: 'Mail',
  roles: ['admin', 'viewer'],
  nav: { label: 'Mail', icon: 'mail', group: 'look' },
  query: z.object({ search: z.string().trim().max(200).default('') }),
  load: ({ ask, query }) => ask(mailList, query),
  view({ from, items }, visit) {
    const { url, query } = visit
    const list = table({
      caption: 'Mails',
      rows: items,
      empty: empty(
        'No mails',
        'Whoever made a change that was refused is told by mail, and so are the admins when something stops.',
      ),
      columns: [
        { title: 'To', cell: row => row.recipient },
        { title: 'Mail', cell: letterCell },
        { title: 'Delivery', cell: row => delivery(row, visit) },
      ],
    })
    return html`${from === null && flash('warn', 'No mail server is set, so mails wait here. Set BATON_SMTP_URL and start Baton again.')}
      ${visit.may(mailRetry) && items.some(isGivenUp) && postForm({ do: 'retry', body: button({ words: 'Try again all that were given up' }) })}
      ${filters(url, [{ name: 'search', label: 'Search', value: query.search, placeholder: 'A part of the address or the subject' }])}
      ${live({ id: 'mails', url, topics: ['mail'], content: card({ flush: true, body: list }) })}
      ${visit.may(mailTest) && card({ title: 'Test', body: testForm(visit) })}`
  },
  actions: {
    retry: defineAction({
      verb: mailRetry,
      read: form => (form.message ? { messages: form.message } : {}),
      said: ({ retried }) => ({ words: `${count(retried, 'mail')} tried again now.` }),
    }),
    test: defineAction({
      verb: mailTest,
      read: form => ({ to: form.to?.[0] ?? '' }),
      said: () => ({ words: 'The mail is on its way; it stands in the list until it is handed over.' }),
    }),
  },
})

function letterCell({ subject, body }: Letter): Html {
  return html`<details><summary data-key="o">${subject}</summary><div class="value mt-2">${body}</div></details>`
}

function isGivenUp({ givenUpAt }: Letter): boolean {
  return givenUpAt !== null
}

function delivery(row: Letter, visit: Visit): Html {
  const { sentAt, nextTryAt, attempts, error } = row
  if (isGivenUp(row)) return undelivered(row, visit)
  if (sentAt !== null) return html`${mark('good', 'handed over')} ${moment(sentAt, visit)}`
  if (error === null) return mark('wait', 'waits to be handed over')
  return html`${mark('warn', `failed ${count(attempts, 'time')}`)}<div class="small mt-1">${error}</div><div class="text-secondary small">Tried again ${moment(nextTryAt, visit)}.</div>`
}

/** Whom it was for is not told by it, so somebody has to look. */
function undelivered({ messageId, recipient, givenUpAt, attempts, error }: Letter, visit: Visit): Html {
  const again = postForm({
    do: 'retry',
    fields: { message: messageId },
    body: button({
      words: html`Try again<span class="visually-hidden"> the mail to ${recipient}</span>`,
      look: 'small',
    }),
  })
  return html`${mark('bad', `given up after ${count(attempts, 'time')}`)} ${moment(givenUpAt, visit)}<div class="small mt-1">${error}</div>${visit.may(mailRetry) && again}`
}

function testForm({ actor, failed }: Visit): Html {
  return postForm({
    do: 'test',
    body: html`${field({ name: 'to', label: 'Send a mail to', kind: 'email', value: actor.name.includes('@') ? actor.name : '', required: true }, failed)}${button({ words: 'Send a test mail' })}`,
  })
}
