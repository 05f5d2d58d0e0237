import { z } from 'zod'
import { type ConnectionKind, connectionsKinds } from '../../../engine/verbs/connections-kinds.ts'
import { connectionsList, type ListedConnection } from '../../../engine/verbs/connections-list.ts'
import { connectionsPause } from '../../../engine/verbs/connections-pause.ts'
import { connectionsRemove } from '../../../engine/verbs/connections-remove.ts'
import { connectionsResume } from '../../../engine/verbs/connections-resume.ts'
import { connectionsRotateHooks } from '../../../engine/verbs/connections-rotate-hooks.ts'
import { connectionsSameAccount } from '../../../engine/verbs/connections-same-account.ts'
import { connectionsTest } from '../../../engine/verbs/connections-test.ts'
import { VerbError } from '../../../engine/verbs/verb-error.ts'
import { type Html, html } from '../html.ts'
import { defineAction, definePage, type Visit } from '../page.ts'
import { card } from '../parts/card.ts'
import { button, field, postForm } from '../parts/form.ts'
import { live } from '../parts/live.ts'
import { flash } from '../parts/mark.ts'
import { outside } from '../parts/outside.ts'
import { value } from '../parts/value.ts'
import { hooksWords, stateMark } from './connection-words.ts'
import { connectionWork } from './connection-work.ts'

/** One connection: its health and the fix, how it hears of changes, its work, and everything that can be done with it. */
export const connection = definePage({
  path: '/connections/:connection',
  title: 'Connection',
  roles: ['admin', 'viewer'],
  query: z.object({ connection: z.string() }),
  async load({ ask, query }) {
    const { items } = await ask(connectionsList, {})
    const found = items.find(one => one.name === query.connection)
    if (!found) throw new VerbError('verb/not-found', `There is no connection "${query.connection}".`)
    const { items: kinds } = await ask(connectionsKinds, {})
    return { found, kind: kinds.find(one => one.connector === found.connector) }
  },
  titleOf: ({ found }) => found.name,
  view({ found, kind }, visit) {
    const { fix, title, account, docs } = found
    const state = html`<div class="d-flex flex-wrap gap-3 mb-3 align-items-baseline">${stateMark(found)}<div>${title}${account !== null && `: ${account}`}</div>${docs !== '' && html`<div>${outside(docs, 'The vendor’s pages')}</div>`}</div>
      ${fix && flash('warn', html`<strong>${fix.wrong}</strong> ${fix.advice}`)}`
    const work = card({ title: 'What is done on it', flush: true, body: connectionWork(found, visit) })
    const part = (id: string, content: Html) => live({ id, url: visit.url, topics: ['connections'], content })
    return html`${part('state', state)}
      ${visit.may(connectionsTest) && acts(found)}
      ${card({ title: 'Webhooks', body: hooks(found, visit) })}
      ${card({ title: 'Settings', body: settings(found, kind?.settings ?? []) })}
      ${part('work', work)}
      ${visit.may(connectionsRemove) && card({ title: 'Remove', body: removal(found) })}`
  },
  actions: {
    test: defineAction({
      verb: connectionsTest,
      read: (_form, visit) => ({ connection: visit.query.connection }),
      said: () => ({ words: 'A worker asks the vendor now. What comes of it shows here.' }),
    }),
    pause: defineAction({
      verb: connectionsPause,
      read: (form, visit) => ({
        connection: visit.query.connection,
        ...(form.why?.[0] ? { why: form.why[0] } : {}),
      }),
      said: () => ({
        words: 'It is paused. Nothing is read or written through it; what happens meanwhile is not lost.',
      }),
    }),
    resume: defineAction({
      verb: connectionsResume,
      read: (_form, visit) => ({ connection: visit.query.connection }),
      said: () => ({ words: 'It is tested first, and then goes on.' }),
    }),
    same: defineAction({
      verb: connectionsSameAccount,
      read: (_form, visit) => ({ connection: visit.query.connection }),
      said: () => ({ words: 'It is taken for the account it was. It is tested first, and then goes on.' }),
    }),
    rotate: defineAction({
      verb: connectionsRotateHooks,
      read: (_form, visit) => ({ connection: visit.query.connection }),
      said: ({ address, secret }) => ({
        words:
          secret === null
            ? 'The webhooks are asked for anew, with another secret.'
            : `From now on webhooks have to carry this secret; it is shown this once: ${secret}\nSet it at the vendor${address === null ? '' : `, for ${address}`}.`,
      }),
    }),
    remove: defineAction({
      verb: connectionsRemove,
      read: (_form, visit) => ({ connection: visit.query.connection }),
      said: () => ({ words: 'The connection and its credentials are gone.', to: '/connections' }),
    }),
  },
})

function acts({ name, connector, state, stoppedBy }: ListedConnection): Html {
  const again = `/connections/new/${encodeURIComponent(connector)}?name=${encodeURIComponent(name)}`
  const one = (name: string, words: string) => postForm({ do: name, body: button({ words }) })
  const pause = html`<details><summary class="btn">Pause…</summary>${postForm({
    do: 'pause',
    class: 'mt-2',
    body: html`${field({ name: 'why', label: 'Why, for whoever finds it so' })}<p class="text-secondary">Nothing is read or written through it until it goes on; mappings that use it wait.</p>${button({ words: 'Pause', look: 'primary' })}`,
  })}</details>`
  const same = postForm({
    do: 'same',
    confirm:
      'Its rows are then taken for those that are linked, by their ids. Is it the same account, at another address?',
    body: button({ words: 'It is the same account' }),
  })
  return html`<div class="answers mb-3">
    ${stoppedBy === 'another-account' && same}
    ${state === 'paused' ? one('resume', 'Let it go on') : one('test', 'Test it')}
    <a class="btn" href="${again}">New credentials or settings</a>
    ${state !== 'paused' && pause}
  </div>`
}

function hooks(found: ListedConnection, visit: Visit): Html {
  const { are, address } = found.hooks
  const rotate = postForm({
    do: 'rotate',
    confirm:
      'Webhooks with the old secret are refused from then on. Changes are found all the same, a little later.',
    body: button({ words: 'Change the secret' }),
  })
  return html`<p>This connection hears of changes ${hooksWords(found, visit)}.</p>
    ${address !== null && are !== 'none' && html`<p>Address: <code class="value">${address}</code></p>`}
    ${are !== 'none' && visit.may(connectionsRotateHooks) && rotate}`
}

/** What was chosen when it was connected, by the names that the form had. */
function settings({ settings: all }: ListedConnection, asked: ConnectionKind['settings']): Html {
  const titleOf = (name: string) => asked.find(one => one.name === name)?.title ?? name
  const rows = Object.entries(all)
  if (rows.length === 0) return html`<p class="mb-0 text-secondary">There are none to choose.</p>`
  return html`<dl class="row mb-0">${rows.map(([name, one]) => html`<dt class="col-sm-4">${titleOf(name)}</dt><dd class="col-sm-8">${value(one)}</dd>`)}</dl>`
}

function removal({ mappings, name }: ListedConnection): Html {
  if (mappings.length > 0)
    return html`<p class="mb-0">It cannot be removed while a mapping works through it: ${mappings.join(', ')}.</p>`
  return html`<p>Its credentials are forgotten, and all that was seen through it. Nothing is changed at the vendor; webhooks that were made there run out, or can be ended there. This cannot be undone.</p>
    ${postForm({ do: 'remove', confirm: `Remove the connection "${name}"?`, body: button({ words: 'Remove it', look: 'danger' }) })}`
}
