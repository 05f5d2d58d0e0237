import { expect, test } from 'vitest'
import { mappingApply } from '../../src/engine/verbs/mapping-apply.ts'
import { mappingOff } from '../../src/engine/verbs/mapping-off.ts'
import { mappingPlan } from '../../src/engine/verbs/mapping-plan.ts'
import { mappingPlanChanges } from '../../src/engine/verbs/mapping-plan-changes.ts'
import { mappingPlanned } from '../../src/engine/verbs/mapping-planned.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { VendorError } from '../../src/spi/index.ts'
import { put } from '../support/pocket.ts'
import { pocketEngine, pocketMapping } from '../support/pocket-engine.ts'

const pockets = await pocketEngine()
const { engine, pool, crm, pm, settle } = pockets
await perform(engine, mappingOff, operator(), { mapping: 'pockets' })
await pool.query(
  'delete from link; delete from sighting; delete from dirty; delete from signal; delete from chore',
)

put(crm, 'account', 'a', { name: 'Zylker' })
put(pm, 'client', 'c', { name: 'Zylker' })
put(crm, 'account', 'alone', { name: 'Ada Sync' })
put(crm, 'deal', 'd', { title: 'Deal', account: 'a' })
put(pm, 'project', 'p', { name: 'Deal', client: 'c' })
put(crm, 'task', 't', { title: 'New here', deal: 'd' })

const text = pocketMapping().replace('inside: deals\n', 'inside: deals\n  create: [pm]\n')
const plan = async (file = text) =>
  (await perform(engine, mappingPlan, operator(), { text: file, file: 'p.yaml', crm: 'crm', pm: 'pm' }))
    .preview
const planned = (preview: string, more: object = {}) =>
  perform(engine, mappingPlanned, operator(), { preview, ...more })

/** Everything that is kept, but the previews themselves. */
async function kept() {
  const tables = [
    'mapping',
    'mapping_entity',
    'link',
    'sighting',
    'dirty',
    'signal',
    'hold',
    'intent',
    'wish',
    'outbox',
  ]
  const found: Record<string, unknown> = {}
  for (const table of tables) found[table] = (await pool.query(`select * from ${table} order by 1, 2`)).rows
  return found
}

test('a preview says what would happen on both sides, and does none of it', async () => {
  const before = await kept()
  const preview = await plan()
  await settle()
  const { state, counts, items, error } = await planned(preview)
  expect([state, error]).toEqual(['done', null])
  const count = (pair: string, verdict: string) =>
    counts.find(one => one.pair === pair && one.verdict === verdict)?.keys
  expect(count('accounts', 'link')).toBeGreaterThan(0)
  expect(items.find(one => one.key === 'new:accounts:crm:a')).toMatchObject({
    verdict: 'link',
    line: { with: 'c', rows: { crm: { id: 'a', name: 'Zylker' } } },
  })
  expect(count('accounts', 'rest')).toBeGreaterThan(0)
  expect([...crm.writes, ...pm.writes]).toEqual([])
  expect(await kept()).toEqual(before)
})

test('what links would bring about is foreseen, too: values that would be overwritten, with both values', async () => {
  await pool.query(
    `insert into link (mapping, pair, crm_id, pm_id) select id, 'deals', 'd', 'p' from mapping`,
  )
  put(crm, 'task', 'u', { title: 'crm words', deal: 'd' })
  put(pm, 'task', 'v', { title: 'pm words', project: 'p' })
  await pool.query(
    `insert into link (mapping, pair, crm_id, pm_id) select id, 'tasks', 'u', 'v' from mapping`,
  )
  const preview = await plan()
  await settle()
  const { items } = await planned(preview, { pair: 'tasks' })
  expect(items.find(one => one.verdict === 'update')?.line).toMatchObject({
    fields: [{ is: 'copy', field: 'title', to: 'pm', shows: 'crm words', now: 'pm words', lost: 'pm words' }],
    rows: { crm: { id: 'u' }, pm: { id: 'v' } },
  })
  expect(items.find(one => one.key === 'new:tasks:crm:t')).toMatchObject({
    verdict: 'create',
    line: { on: 'pm', makes: { title: 'New here', project: 'p' } },
  })
})

test('two previews of the same say the same; a change between them is named', async () => {
  const [one, same] = [await plan(), await plan()]
  await settle()
  const changes = (before: string, now: string) =>
    perform(engine, mappingPlanChanges, operator(), { before, now })
  expect(await changes(one, same)).toEqual([])
  put(crm, 'task', 't', { title: 'Newer here' })
  put(crm, 'task', 'w', { title: 'One more', deal: 'd' })
  const later = await plan()
  await settle()
  expect(await changes(one, later)).toMatchObject([
    {
      key: 'new:tasks:crm:t',
      pair: 'tasks',
      before: 'create',
      now: 'create',
      name: 'Newer here',
      lines: { before: { makes: { title: 'New here' } }, now: { makes: { title: 'Newer here' } } },
    },
    { key: 'new:tasks:crm:w', pair: 'tasks', before: null, now: 'create', name: 'One more' },
  ])
})

test('one that was cut short goes on where it was, and meanwhile says how far it is', async () => {
  for (let at = 0; at < 8; at++) put(crm, 'account', `many${at}`, { name: `Many ${at}` })
  const preview = await plan()
  let pulls = 0
  crm.before = (verb, entity) => {
    if (verb === 'pull' && entity === 'account' && pulls++ > 0)
      throw new VendorError({ kind: 'unavailable', message: 'the vendor hung up' }, null)
  }
  await settle()
  const halfway = await planned(preview)
  expect(halfway).toMatchObject({ state: 'reading', error: 'the vendor hung up' })
  expect(halfway.read['crm account']).toBeGreaterThan(0)
  crm.before = () => {}
  await pockets.timePasses(3600)
  await settle()
  expect(await planned(preview)).toMatchObject({ state: 'done', error: null })
})

test('a preview is carried out when it still says the same, and by whom is told', async () => {
  const seen = await plan()
  await settle()
  const { preview } = await perform(engine, mappingApply, { name: 'Ada', role: 'admin' }, { preview: seen })
  await settle()
  expect(await planned(preview)).toMatchObject({ state: 'done', applies: seen, outcome: 'applied' })
  expect((await pool.query('select state from mapping')).rows).toEqual([{ state: 'on' }])
  const told = await pool.query(
    `select data from journal where data ->> 'verb' = 'mapping.on' order by id desc limit 1`,
  )
  expect(told.rows[0]?.data).toMatchObject({ by: 'Ada', ask: { preview: seen } })
  await perform(engine, mappingOff, operator(), { mapping: 'pockets' })
})

test('a preview that says something else by now is not carried out, and what has changed is told', async () => {
  const seen = await plan()
  await settle()
  put(crm, 'task', 't', { title: 'Changed meanwhile', deal: 'd' })
  const { preview } = await perform(engine, mappingApply, operator(), { preview: seen })
  await settle()
  expect(await planned(preview)).toMatchObject({ outcome: 'changed' })
  expect((await pool.query('select state from mapping')).rows).toEqual([{ state: 'off' }])
  const changes = await perform(engine, mappingPlanChanges, operator(), { before: seen, now: preview })
  expect(changes.length).toBeGreaterThan(0)
})

test('a preview that is not done cannot be carried out', async () => {
  const asked = perform(engine, mappingApply, operator(), { preview: await plan() })
  await expect(asked).rejects.toMatchObject({
    code: 'verb/conflict',
    message: expect.stringContaining('not done'),
  })
  await settle()
})

test('a mapping with mistakes, or a connection that is not ready, is refused before anything is read', async () => {
  await expect(plan(text.replace('crm: note', 'crm: noet'))).rejects.toThrow('no field `noet`')
  await pool.query(`update connection set state = 'paused' where name = 'pm'`)
  await expect(plan()).rejects.toThrow('"pm" is paused')
  await expect(planned('999999')).rejects.toThrow('There is no preview 999999')
})
