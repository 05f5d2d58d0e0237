import { expect, test } from 'vitest'
import { checkForAccounts } from '../../src/engine/policies.ts'
import { mappingOn } from '../../src/engine/verbs/mapping-on.ts'
import { mappingPause } from '../../src/engine/verbs/mapping-pause.ts'
import { mappingPlan } from '../../src/engine/verbs/mapping-plan.ts'
import { mappingResume } from '../../src/engine/verbs/mapping-resume.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { choresDue } from '../../src/store/chores.ts'
import { connectionByName, saveConnection } from '../../src/store/connections.ts'
import { inTransaction } from '../../src/store/database.ts'
import { describedOf } from '../../src/store/described.ts'
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

test('it says so once, goes on by itself when the field is back, and does what waited', async () => {
  const told = async () =>
    (await letters()).filter(({ subject }) => subject.includes('the mapping "pockets"'))
  expect(await told()).toHaveLength(1)
  const [id] = [...(crm.tables.get('task')?.keys() ?? [])]
  edit('crm', id ?? '', { budget: '950' })
  await describe()
  expect([await mapping(), await told()]).toMatchObject([{ state: 'paused' }, { length: 1 }])
  pm.own.task = { cost: budget, phase: phases('one', 'two') }
  await describe()
  await look(id ?? '')
  expect(await mapping()).toEqual({ state: 'on', why: null })
  expect((await told()).map(({ subject }) => subject)).toEqual([
    'Baton goes on with the mapping "pockets"',
    'Baton stopped the mapping "pockets"',
  ])
  expect(pm.tables.get('task')?.get(id ?? '')?.fields).toMatchObject({ cost: '950' })
})

test('what a person has paused stays paused, whatever is back', async () => {
  await perform(engine, mappingPause, operator(), { mapping: 'pockets', why: 'this weekend' })
  await describe()
  expect(await mapping()).toEqual({ state: 'paused', why: 'this weekend' })
  await perform(engine, mappingResume, operator(), { mapping: 'pockets' })
})

/** The project tool's pocket, whose credentials hold. */
function proves() {
  const connector = engine.registry.get('pocket-pm')
  if (!connector?.describe) throw new Error('A pocket says what it has.')
  Object.assign(connector, { check: async () => ({ account: 'Pocket', userId: 'us', facts: {} }) })
  return { connector, tells: connector.describe }
}

test('what an account has of its own is known as soon as its first check is through, and asked for once', async () => {
  proves()
  const rest = { settings: {}, credentials: '', hookSecret: '' }
  const { id } = await saveConnection(pool, { name: 'new', connector: 'pocket-pm', side: 'pm', ...rest })
  await inTransaction(pool, tx => choresDue(tx, id, ['check']))
  await settle()
  const isDescribed = (await connectionByName(pool, 'new'))?.described !== null
  const asked = await pool.query("select 1 from chore where connection = $1 and kind = 'describe'", [id])
  expect([isDescribed, asked.rowCount]).toEqual([true, 0])
  expect(await describedOf(pool, id)).toMatchObject({ task: pm.own.task })
})

test('an account that cannot say yet what it has of its own is ready all the same, and asked again', async () => {
  const rest = { settings: {}, credentials: '', hookSecret: '' }
  const { id } = await saveConnection(pool, { name: 'mute', connector: 'pocket-pm', side: 'pm', ...rest })
  const { connector, tells } = proves()
  let asks = 0
  Object.assign(connector, {
    describe: (...ask: Parameters<typeof tells>) => {
      asks += 1
      return asks === 1 ? Promise.reject(new Error('not now')) : tells(...ask)
    },
  })
  await inTransaction(pool, tx => choresDue(tx, id, ['check']))
  await settle()
  Object.assign(connector, { describe: tells })
  expect(await connectionByName(pool, 'mute')).toMatchObject({
    state: 'ready',
    described: expect.any(String),
  })
})

test('checking a file against two accounts says what is wrong in them', async () => {
  pm.own.task = { phase: phases('one', 'two') }
  await describe()
  const [one, other] = [await connectionByName(pool, 'crm'), await connectionByName(pool, 'pm')]
  if (!one || !other) throw new Error('There are no connections.')
  const checked = await checkForAccounts(engine, text, 'own.yaml', { crm: one, pm: other })
  expect(checked.ok ? [] : checked.problems.map(problem => problem.code)).toContain('mapping/unknown-field')
})
