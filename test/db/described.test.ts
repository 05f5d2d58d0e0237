import { expect, test } from 'vitest'
import { checkForAccounts } from '../../src/engine/policies.ts'
import { mappingOn } from '../../src/engine/verbs/mapping-on.ts'
import { mappingPlan } from '../../src/engine/verbs/mapping-plan.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { choresDue } from '../../src/store/chores.ts'
import { connectionByName } from '../../src/store/connections.ts'
import { inTransaction } from '../../src/store/database.ts'
import { field } from '../support/mapping-connectors.ts'
import { pocketEngine, pocketMapping } from '../support/pocket-engine.ts'
import { pocketTasks } from '../support/pocket-tasks.ts'

const pockets = await pocketEngine()
const { engine, pool, crm, pm, settle } = pockets
const { linked, edit, look } = pocketTasks(pockets)

const text = `${pocketMapping('    - { crm: budget, pm: cost }\n    - { crm: phase, pm: phase, as: phase }')}
tables:
  phase: { First: one, Second: two }
`
const budget = field('text')
const phases = (...choices: string[]) => field('choice', { choices })
const on = () => perform(engine, mappingOn, operator(), { text, file: 'own.yaml', crm: 'crm', pm: 'pm' })
const mapping = async () => (await pool.query('select state, paused_why as why from mapping')).rows[0]
const letters = async () => (await pool.query('select subject, body from outbox order by subject')).rows

/** Asks both vendors what fields there are, and does what follows. */
async function describe(): Promise<void> {
  for (const name of ['crm', 'pm']) {
    const connection = await connectionByName(pool, name)
    if (connection) await inTransaction(pool, tx => choresDue(tx, connection.id, ['describe']))
  }
  await settle()
}

test("a mapping may name an account's own fields once they are described, and their values cross", async () => {
  await expect(on()).rejects.toThrow('has no field `budget`')
  crm.own.task = { budget, phase: phases('First', 'Second') }
  pm.own.task = { cost: budget, phase: phases('one', 'two') }
  await describe()
  await on()
  const id = await linked()
  for (const side of ['crm', 'pm'] as const) edit(side, id, { budget: null, cost: null, phase: null })
  edit('crm', id, { budget: '900', phase: 'Second' })
  await look(id)
  expect(pm.tables.get('task')?.get(id)?.fields).toMatchObject({ cost: '900', phase: 'two' })
})

test('a choice that the vendor has grown is told to the admins once, and the mapping goes on', async () => {
  crm.own.task = { budget, phase: phases('First', 'Second', 'Third') }
  await describe()
  await describe()
  expect(await mapping()).toEqual({ state: 'on', why: null })
  expect(await letters()).toMatchObject([
    { subject: expect.stringContaining('no row for some choices'), body: expect.stringContaining('Third') },
  ])
  crm.own.task = { budget, phase: phases('First', 'Second', 'Third', 'Fourth') }
  await describe()
  expect(await letters()).toHaveLength(2)
})

test('a choice that the vendor has taken away stops nothing', async () => {
  crm.own.task = { budget, phase: phases('First') }
  await describe()
  expect(await mapping()).toEqual({ state: 'on', why: null })
  crm.own.task = { budget, phase: phases('First', 'Second', 'Third') }
  await describe()
})

test('a new choice has to have a row before the mapping is switched on anew', async () => {
  await expect(on()).rejects.toThrow('`Third`')
})

test('a table that names a choice of other accounts is checked, previewed and switched on alike', async () => {
  const words = '{ First: one, Second: two, Third: two, Elsewhere: two }'
  const ask = { text: text.replace(/\{ First: .*/, words), file: 'own.yaml', crm: 'crm', pm: 'pm' }
  const [one, other] = [await connectionByName(pool, 'crm'), await connectionByName(pool, 'pm')]
  if (!one || !other) throw new Error('There are no connections.')
  const accounts = { crm: one, pm: other }
  const strictly = await checkForAccounts(engine, ask.text, ask.file, accounts, [])
  expect(strictly.ok ? [] : strictly.problems).toMatchObject([{ code: 'mapping/unknown-word' }])
  expect(await checkForAccounts(engine, ask.text, ask.file, accounts)).toMatchObject({ ok: true })
  expect(await perform(engine, mappingPlan, operator(), ask)).toHaveProperty('preview')
  expect(await perform(engine, mappingOn, operator(), ask)).toMatchObject({ state: 'on' })
})

test('a field that has vanished stops the mapping, with words', async () => {
  pm.own.task = { phase: phases('one', 'two') }
  await describe()
  expect(await mapping()).toMatchObject({
    state: 'paused',
    why: expect.stringContaining('has no field `cost`'),
  })
})

test('checking a file against two accounts says what is wrong in them', async () => {
  const [one, other] = [await connectionByName(pool, 'crm'), await connectionByName(pool, 'pm')]
  if (!one || !other) throw new Error('There are no connections.')
  const checked = await checkForAccounts(engine, text, 'own.yaml', { crm: one, pm: other })
  expect(checked.ok ? [] : checked.problems.map(problem => problem.code)).toContain('mapping/unknown-field')
})
