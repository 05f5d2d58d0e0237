import { beforeAll, describe, expect, test } from 'vitest'
import type { Side } from '../../src/core/value.ts'
import { verbs } from '../../src/engine/verbs/index.ts'
import { mappingOn } from '../../src/engine/verbs/mapping-on.ts'
import { type Actor, operator, perform, type Role, type Verb } from '../../src/engine/verbs/verb.ts'
import { connectionReady, saveConnection } from '../../src/store/connections.ts'
import { pocketEngine, pocketMapping } from '../support/pocket-engine.ts'

const pockets = await pocketEngine()
const { engine, pool } = pockets

/** Records that another mapping knows, between two accounts of its own. */
const theirs = {
  account: 'their-account',
  client: 'their-client',
  deal: 'their-deal',
  project: 'their-project',
  task: 'their-task',
  work: 'their-work',
}

/** An account of theirs; answers its id. */
async function account(side: Side): Promise<number> {
  const rest = { settings: {}, credentials: '', hookSecret: '' }
  const asked = { name: `their-${side}`, connector: `pocket-${side}`, side, ...rest }
  const { id } = await saveConnection(pool, asked)
  await connectionReady(pool, id, { account: 'Theirs', userId: 'us', facts: {} })
  return id
}

const fields = JSON.stringify({ title: 'Secret', name: 'Secret' })
const seen = (connection: number, entity: string, row: string) =>
  pool.query(`insert into sighting (connection, entity, row_id, fields) values ($1, $2, $3, $4)`, [
    connection,
    entity,
    row,
    fields,
  ])

beforeAll(async () => {
  const ids = { crm: await account('crm'), pm: await account('pm') }
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
    await seen(ids.crm, inCrm, crm)
    await seen(ids.pm, inPm, pm)
  }
  await pool.query(
    `insert into dirty (mapping, key, shard, prio, run_at, attempts, last_error)
     values ($1, 'link:1', 0, 0, 'infinity', 5, 'Secret')`,
    [id],
  )
})

/** What one gets to hear, with the id that was asked about left out. */
async function told(verb: Verb, actor: Actor, ask: object, id: string): Promise<string> {
  const said = await perform(engine, verb, actor, ask).then(
    answer => JSON.stringify(answer),
    error => String(error),
  )
  return said.replaceAll(id, '…')
}

type Ask = (id: string) => object
const on = { mapping: 'pockets' } as const
const form = {}
const asks: readonly (readonly [verb: string, theirs: string, ask: Ask])[] = [
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

describe('a record of another mapping is to this one like a record that nobody knows', () => {
  test.each(asks)('%s about %s', async (name, id, ask) => {
    const verb = verbs.find(one => one.name === name)
    if (!verb) throw new Error(`There is no verb ${name}.`)
    const nobodys = `nobodys${id.slice(6)}`
    const said = await told(verb, operator(), ask(id), id)
    expect(said).not.toContain('Secret')
    expect(said).not.toMatch(/TypeError|is missing|has to be|knows no/)
    expect(said).toBe(await told(verb, operator(), ask(nobodys), nobodys))
  })
})

describe('who may not do something is not told whether what they ask about is there', () => {
  const roles: readonly Role[] = ['admin', 'sales', 'viewer']
  const refused = verbs.flatMap(verb =>
    roles.filter(role => !verb.roles.includes(role)).map(role => [verb.name, role] as const),
  )
  test.each(refused)('%s by %s', async (name, role) => {
    const verb = verbs.find(one => one.name === name)
    if (!verb) throw new Error(`There is no verb ${name}.`)
    const by: Actor = { name: 'Vi', role }
    const about = (known: boolean) => {
      const value = known ? 'theirs' : 'nothing'
      return Object.fromEntries(Object.keys(verb.ask.shape).map(key => [key, value]))
    }
    const said = await told(verb, by, about(true), 'theirs')
    expect(said).toContain('is for')
    expect(said).toBe(await told(verb, by, about(false), 'nothing'))
  })
})
