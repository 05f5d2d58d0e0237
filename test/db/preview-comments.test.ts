import { expect, test } from 'vitest'
import { mappingPlan } from '../../src/engine/verbs/mapping-plan.ts'
import { mappingPlanned } from '../../src/engine/verbs/mapping-planned.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { put } from '../support/pocket.ts'
import { pocketEngine, pocketMapping } from '../support/pocket-engine.ts'

const section = (history: string) => `
comments:
  pair: [note, comment]
  inside: tasks
  create: [crm, pm]
  clients: [crm, pm]
  history: ${history}
`

/** A mapping that is on and carries no comments yet; one of its two tasks is linked, and people talked under both. */
async function talked() {
  const world = await pocketEngine()
  const { crm, pm, pool, mapping, settle } = world
  for (const one of [crm, pm]) put(one, 'task', 'talk', { title: 'Talked about' })
  put(crm, 'task', 'alone', { title: 'Alone' })
  await pool.query(
    `insert into link (mapping, pair, crm_id, pm_id, crm_base, pm_base) values ($1, 'tasks', 'talk', 'talk', $2, $2)`,
    [mapping, JSON.stringify({ title: 'Talked about', note: null })],
  )
  await settle()
  put(crm, 'note', 'n1', { text: 'By Monday.', task: 'talk', authorName: 'Bo Sales' })
  put(pm, 'comment', 'c1', { text: '<p>Between us.</p>', task: 'talk', private: true })
  put(crm, 'note', 'n2', { text: 'Nobody listens.', task: 'alone' })
  return world
}

async function planned({ engine, settle }: Awaited<ReturnType<typeof talked>>, history: string) {
  const asked = { text: pocketMapping(section(history)), file: 'p.yaml', crm: 'crm', pm: 'pm' }
  const { preview } = await perform(engine, mappingPlan, operator(), asked)
  await settle()
  const found = await perform(engine, mappingPlanned, operator(), { preview, pair: 'comments', limit: 100 })
  expect(found.error).toBeNull()
  return { ...found, preview }
}

test('a preview shows what would become of comments under linked tasks, and keeps no word of the others', async () => {
  const world = await talked()
  const { items, preview, counts } = await planned(world, 'all')
  const created = items.filter(one => one.verdict === 'create')
  expect(created.map(one => one.key)).toEqual(['new:comments:crm:n1'])
  expect(created[0]?.line).toMatchObject({ on: 'pm', makes: { text: expect.stringContaining('By Monday.') } })
  expect(counts.filter(one => one.pair === 'comments' && one.verdict === 'create')).toMatchObject([
    { keys: 1 },
  ])
  const { pool, pm } = world
  const kept = await pool.query(
    `select shown::text as words from preview_row where preview = $1
     union all select line::text from preview_line where preview = $1`,
    [preview],
  )
  expect(JSON.stringify(kept.rows)).not.toMatch(/Between us|Nobody listens/)
  expect(pm.writes.filter(write => write.op === 'create')).toEqual([])
})

test('a preview reads no thread where the mapping would carry nothing that is there already', async () => {
  const world = await talked()
  const threads: string[] = []
  world.crm.before = (verb, entity) => {
    if (verb === 'pull') threads.push(entity)
  }
  const { items } = await planned(world, 'none')
  expect(items).toEqual([])
  expect(threads).not.toContain('note')
})
