import { z } from 'zod'
import { html } from '../html.ts'
import { definePage } from '../page.ts'
import { card } from '../parts/card.ts'

/** The last step before a vendor's consent page. A link leads there, because no form of ours may lead to another site. */
export const connectionConsent = definePage({
  path: '/connections/consent',
  title: 'Consent',
  roles: ['admin'],
  query: z.object({ ticket: z.string().regex(/^[\w-]{10,200}$/) }),
  load: async visit => visit.query.ticket,
  view: ticket =>
    card({
      body: html`<p>The vendor now asks you to sign in there and to say what Baton may do. You come back here by yourself; the connection is then tested. The link works once, for a quarter of an hour.</p>
        <p class="mb-0"><a class="btn btn-primary" href="/oauth/start?ticket=${ticket}" hx-boost="false">To the vendor</a> <a class="btn" href="/connections">Not now</a></p>`,
    }),
})
