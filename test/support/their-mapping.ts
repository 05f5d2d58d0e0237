import type { Side } from '../../src/core/value.ts'
import { mappingOn } from '../../src/engine/verbs/mapping-on.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { connectionReady, saveConnection } from '../../src/store/connections.ts'
import { type PocketEngine, pocketMapping } from './pocket-engine.ts'

/** Records that another mapping knows, between two accounts of its own. */
export const theirs = {
  account: 'their-account',
  client: 'their-client',
  deal: 'their-deal',
  project: 'their-project',
  task: 'their-task',
  work: 'their-work',
}

/** An account of theirs; answers its id. */
async function account({ pool }: PocketEngine, side: Side): Promise<number> {
  const rest = { settings: {}, credentials: '', hookSecret: '' }
  const asked = { name: `their-${side}`, connector: `pocket-${side}`, side, ...rest }
  const { id } = await saveConnection(pool, asked)
  await connectionReady(pool, id, { account: 'Theirs', userId: 'us', facts: {} })
  return id
}

const fields = JSON.stringify({ title: 'Secret', name: 'Secret' })
const seen = ({ pool }: PocketEngine, connection: number, entity: string, row: string) =>
  pool.query(`insert into sighting (connection, entity, row_id, fields) values ($1, $2, $3, $4)`, [
    connection,
    entity,
    row,
    fields,
  ])

/** A mapping beside `pockets`, between two accounts of its own; all that it knows is called Secret. */
export async function theirMapping(pockets: PocketEngine): Promise<void> {
  const { engine, pool } = pockets
  const ids = { crm: await account(pockets, 'crm'), pm: await account(pockets, 'pm') }
  const text = pocketMapping().replace('name: pockets', 'name: theirs')
  const ask = { text, file: 'theirs.yaml', crm: 'their-crm', pm: 'their-pm' }
  const { id } = await perform(engine, mappingOn, operator(), ask)
  await pockets.settle()
  for (const [pair, crm, pm, [inCrm, inPm]] of [
    ['accounts', theirs.account, theirs.client, ['account', 'client']],
    ['deals', theirs.deal, theirs.project, ['deal', 'project']],
    ['tasks', theirs.task, theirs.work, ['task', 'task']],
  ] as const) {
    const link = `insert into link (mapping, pair, crm_id, pm_id, crm_base, pm_base) values ($1, $2, $3, $4, '{}', '{}')`
    await pool.query(link, [id, pair, crm, pm])
    await seen(pockets, ids.crm, inCrm, crm)
    await seen(pockets, ids.pm, inPm, pm)
  }
  await pool.query(
    `insert into dirty (mapping, key, shard, prio, run_at, attempts, last_error)
     values ($1, 'link:1', 0, 0, 'infinity', 5, 'Secret')`,
    [id],
  )
}

type Ask = (id: string) => object
const on = { mapping: 'pockets' } as const
const form = {}
/** What is asked of `pockets` about records of the other one, or about any other id. */
export const theirAsks: readonly (readonly [verb: string, theirs: string, ask: Ask])[] = [
  ['accounts.show', theirs.account, account => ({ ...on, account })],
  ['accounts.projects', theirs.account, account => ({ ...on, account })],
  ['accounts.name-client', theirs.account, account => ({ ...on, account, client: { id: 'c', name: 'C' } })],
  [
    'accounts.name-client',
    theirs.client,
    client => ({ ...on, account: 'a', client: { id: client, name: 'C' } }),
  ],
  ['accounts.create-client', theirs.account, row => ({ ...on, side: 'crm', rows: [row] })],
  ['accounts.create-project', theirs.account, account => ({ ...on, account, form })],
  ['accounts.accept', theirs.account, crm => ({ ...on, pairs: [{ crm, pm: 'p' }] })],
  ['accounts.choose', theirs.client, pm => ({ ...on, pairs: [{ crm: 'a', pm }] })],
  ['accounts.ignore', theirs.account, row => ({ ...on, rows: [{ side: 'crm', id: row }] })],
  ['accounts.undo', theirs.account, crm => ({ ...on, pairs: [{ crm, pm: theirs.client }] })],
  ['deals.preview-project', theirs.deal, deal => ({ ...on, deal, form })],
  ['deals.create-project', theirs.deal, deal => ({ ...on, deal, form })],
  ['deals.take-in', theirs.deal, deal => ({ ...on, deals: [deal] })],
  ['deals.progress', theirs.deal, deal => ({ ...on, deals: [deal] })],
  ['tasks.show', theirs.task, task => ({ ...on, side: 'crm', task })],
  ['tasks.offers', theirs.work, task => ({ ...on, side: 'pm', task })],
  ['tasks.add-to-crm', theirs.work, task => ({ ...on, tasks: [task] })],
  ['tasks.add-to-pm', theirs.task, task => ({ ...on, tasks: [task] })],
  ['tasks.add-to-pm', theirs.project, project => ({ ...on, tasks: ['t'], project })],
  ['rows.add-counterpart', theirs.task, row => ({ ...on, pair: 'tasks', side: 'crm', row })],
  ['records.names', theirs.task, id => ({ ...on, keys: [`new:tasks:crm:${id}`] })],
  ['people.names', theirs.account, id => ({ ...on, side: 'crm', ids: [id] })],
  ['keys.retry', 'link:1', key => ({ ...on, keys: [key] })],
  ['journal.list', 'link:1', key => ({ ...on, key })],
]
