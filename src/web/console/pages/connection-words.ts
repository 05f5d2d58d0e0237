import type { ListedConnection } from '../../../engine/verbs/connections-list.ts'
import { type Html, html } from '../html.ts'
import { mark } from '../parts/mark.ts'
import { type Clock, moment } from '../parts/time.ts'

export function stateMark({ state, fix }: Pick<ListedConnection, 'state' | 'fix'>): Html {
  if (state === 'ready' && fix) return mark('warn', 'has trouble')
  if (state === 'ready') return mark('good', 'in order')
  return state === 'paused' ? mark('warn', 'paused') : mark('wait', 'being tested')
}

/** How news of changes comes. */
export function hooksWords({ hooks }: ListedConnection, clock: Clock): Html {
  const { are, address, since, until } = hooks
  if (are === 'none') return html`by asking now and then`
  if (address === null) return html`by asking now and then; webhooks need <code>BATON_PUBLIC_URL</code>`
  if (are === 'by-hand')
    return html`by webhooks that an admin sets up at the vendor, and by asking now and then`
  if (since === null) return html`webhooks are asked for once a mapping is on`
  return html`by webhooks${until === null ? '; they last until somebody ends them' : html`; granted until ${moment(until, clock)}, renewed by itself long before`}`
}
