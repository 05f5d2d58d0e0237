import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { percentile } from '../core/delay-buckets.ts'
import { allConnections } from '../store/connections.ts'
import { delayCounts } from '../store/delays.ts'
import { drifts } from '../store/drift.ts'
import { mailFigures, mappingFigures, openHoldFigures, openRefusalFigures } from '../store/figures.ts'
import { budgetsOf } from './budgets-of.ts'
import type { Engine } from './engine.ts'
import { keptReading } from './kept-reading.ts'

/** How all nodes together are doing, in the text form of Prometheus. Read from the database when somebody asks; what grows with the links only so often. */
export interface Metrics {
  readonly type: string
  text(): Promise<string>
}

export function createMetrics(engine: Engine): Metrics {
  const register = new Registry()
  collectDefaultMetrics({ register, prefix: 'baton_' })
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `baton_${name}`, help, labelNames, registers: [register] })
  const fills = [
    mappings(engine, gauge),
    drift(engine, gauge),
    questions(engine, gauge),
    connections(engine, gauge),
    delays(engine, gauge),
    mails(engine, gauge),
  ]
  return {
    type: register.contentType,
    text: async () => {
      for (const fill of fills) await fill()
      return register.metrics()
    },
  }
}

type NewGauge = (name: string, help: string, labelNames?: string[]) => Gauge
type Fill = () => Promise<void>

function mappings({ pool }: Engine, gauge: NewGauge): Fill {
  const of = {
    links: gauge('links', 'Rows that belong together.', ['mapping']),
    due: gauge('keys_due', 'Keys that are due now.', ['mapping']),
    oldestDueSeconds: gauge('oldest_due_seconds', 'How long the oldest of them has waited.', ['mapping']),
    failing: gauge('keys_failing', 'Keys that rest until somebody looks at them.', ['mapping']),
    lanesInWork: gauge('lanes_in_work', 'Lanes that a node is working on.', ['mapping']),
  }
  const read = keptReading(() => mappingFigures(pool))
  const on = gauge('mapping_on', '1 for a mapping that is on.', ['mapping'])
  return async () => {
    for (const one of [on, ...Object.values(of)]) one.reset()
    for (const { mapping, state, ...figures } of await read()) {
      on.set({ mapping }, state === 'on' ? 1 : 0)
      for (const [name, one] of Object.entries(of)) one.set({ mapping }, figures[name as keyof typeof of])
    }
  }
}

function drift({ pool }: Engine, gauge: NewGauge): Fill {
  const of = {
    differing: gauge('links_differing', 'Links whose sides differ although nothing is held or refused.', [
      'mapping',
    ]),
    unverified: gauge('links_unverified', 'Links of which a side was never looked at whole.', ['mapping']),
    oldestSeconds: gauge(
      'oldest_verified_seconds',
      'How long ago the link was verified that waits longest.',
      ['mapping'],
    ),
  }
  const read = keptReading(() => drifts(pool))
  return async () => {
    for (const one of Object.values(of)) one.reset()
    for (const { mapping, links: _links, ...figures } of await read())
      for (const [name, one] of Object.entries(of)) {
        const figure = figures[name as keyof typeof of]
        if (figure !== null) one.set({ mapping }, figure)
      }
  }
}

function questions({ pool }: Engine, gauge: NewGauge): Fill {
  const holds = gauge('holds_open', 'Questions that wait for a person.', ['mapping', 'code'])
  const refusals = gauge('refusals_open', 'Refused values that have not passed yet.', ['mapping', 'code'])
  return async () => {
    holds.reset()
    refusals.reset()
    for (const { count, ...labels } of await openHoldFigures(pool)) holds.set(labels, count)
    for (const { count, ...labels } of await openRefusalFigures(pool)) refusals.set(labels, count)
  }
}

function connections(engine: Engine, gauge: NewGauge): Fill {
  const ready = gauge('connection_ready', '1 for a connection that is in use.', ['connection'])
  const labels = ['connection', 'class']
  const used = gauge('budget_used', 'Calls that are in the rolling window.', labels)
  const allowed = gauge('budget_allowed', 'Calls that the window may hold.', labels)
  return async () => {
    for (const one of [ready, used, allowed]) one.reset()
    for (const connection of await allConnections(engine.pool)) {
      ready.set({ connection: connection.name }, connection.state === 'ready' ? 1 : 0)
      for (const budget of await budgetsOf(engine, engine.pool, connection)) {
        used.set({ connection: connection.name, class: budget.class }, budget.used)
        allowed.set({ connection: connection.name, class: budget.class }, budget.allowed)
      }
    }
  }
}

/** The share of edits that was carried over at least as quickly. */
const quantiles = [0.5, 0.95, 0.99] as const

/** Nothing is told of an hour in which nobody edited. */
function delays({ pool }: Engine, gauge: NewGauge): Fill {
  const help = 'How long edits of the last hour waited, for Baton itself (own) and for vendors.'
  const seconds = gauge('delay_seconds', help, ['part', 'quantile'])
  return async () => {
    seconds.reset()
    for (const [part, counts] of Map.groupBy(await delayCounts(pool, 1, 60), one => one.part))
      for (const quantile of quantiles)
        seconds.set({ part, quantile: String(quantile) }, (percentile(counts, quantile) ?? 0) / 1000)
  }
}

function mails({ pool }: Engine, gauge: NewGauge): Fill {
  const waiting = gauge('mails_waiting', 'Mails that wait to be handed over.')
  const givenUp = gauge('mails_given_up', 'Mails that no server took, and that are tried no more.')
  return async () => {
    const { mailsWaiting, mailsGivenUp } = await mailFigures(pool)
    waiting.set(mailsWaiting)
    givenUp.set(mailsGivenUp)
  }
}
