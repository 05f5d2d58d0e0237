import type { PairPolicy } from '../../src/core/policy.ts'
import { type Fields, type Side, sides } from '../../src/core/value.ts'
import type { PassDesk, SideDesk } from '../../src/engine/desk.ts'
import type { LinkItem } from '../../src/engine/open-keys.ts'
import { type LinkPlan, planLinks } from '../../src/engine/plan-links.ts'
import { checkMapping } from '../../src/engine/policies.ts'
import type { Rows } from '../../src/engine/reading.ts'
import type { Row } from '../../src/spi/index.ts'
import { fakes } from './mapping-connectors.ts'

const text = `
version: 1
name: tasks
title: Tasks
crm: zoho-crm
pm: zoho-projects
deals: { pair: [deal, project] }
tasks:
  pair: [task, task]
  inside: deals
  at_link: crm
  fields:
    - { crm: title, pm: title, tie: newest }
    - { crm: description, pm: description, flow: to-pm }
    - { crm: dueDate, pm: dueDate, tie: pm }
`

/** The user that our writes are made as. */
export const us = 'us'

function sideDesk(side: Side): SideDesk {
  const connector = fakes[side]
  const rest = {
    settings: {},
    credentials: '',
    hookSecret: '',
    facts: {},
    account: null,
    identity: null,
    pausedWhy: null,
    stoppedBy: null,
    described: null,
  }
  return {
    connector,
    connection: { id: 1, name: side, connector: connector.name, side, userId: us, state: 'ready', ...rest },
    session: { settings: {}, facts: {}, send: () => Promise.reject(new Error('No vendor is asked here.')) },
  }
}

/** What a pass over links works with, where no database and no vendor is needed. */
export function linkDesk(): { readonly desk: PassDesk; readonly pair: PairPolicy } {
  const registry = new Map([fakes.crm, fakes.pm].map(connector => [connector.name, connector]))
  const checked = checkMapping(text, 'tasks.yaml', registry)
  const pair = checked.ok ? checked.policy.pairs.tasks : undefined
  if (!checked.ok || !pair) throw new Error(JSON.stringify(checked))
  const mapping = {
    id: 1,
    name: 'tasks',
    text,
    crm: 1,
    pm: 2,
    state: 'on',
    installation: null,
    onTrial: false,
  } as const
  const engine = {} as PassDesk['engine']
  const desk = {
    engine,
    mapping,
    policy: checked.policy,
    urgency: 'live' as const,
    token: '',
    lease: { mayWrite: () => true },
    crm: sideDesk('crm'),
    pm: sideDesk('pm'),
  }
  return { desk, pair }
}

export function row(fields: Fields, changedBy: string | null = null, changedAt: string | null = null): Row {
  return { id: '7', version: '1', changedAt, changedBy, fields }
}

type Items = Pick<LinkItem, 'intents'>

/** Plans one link whose sides show these rows. */
export async function planOne(
  desk: PassDesk,
  pair: PairPolicy,
  base: Readonly<Record<Side, Fields>>,
  shown: Readonly<Record<Side, Row>>,
  left: Items = { intents: [] },
): Promise<LinkPlan> {
  const link = {
    id: '1',
    pair: pair.name,
    ids: { crm: '7', pm: '7' },
    base,
    absent: { crm: null, pm: null },
    parents: { crm: null, pm: null },
    urls: { crm: null, pm: null },
    beside: { crm: {}, pm: {} },
    differs: false,
    made: null,
  }
  const claim = {
    key: 'link:1',
    version: '1',
    attempts: 0,
    suspect: false,
    live: true,
    hinted: false,
    again: null,
    dueMs: 0,
  }
  const open = { episodes: [], decisions: [], membership: null }
  const item: LinkItem = { is: 'link', claim, pair, link, ...open, ...left }
  const rows: Rows = { get: side => (sides.includes(side) ? shown[side] : undefined) }
  const [plan] = await planLinks(desk, [item], rows)
  if (!plan) throw new Error('There is no plan.')
  return plan
}
