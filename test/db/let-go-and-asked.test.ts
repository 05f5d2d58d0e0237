import { expect, test } from 'vitest'
import { dealsCreateProject } from '../../src/engine/verbs/deals-create-project.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { drop, put, rowsIn } from '../support/pocket.ts'
import { pocketEngine, pocketMapping } from '../support/pocket-engine.ts'

const text = pocketMapping().replace('deals: {', 'deals: { when: { stage: Won }, create: [pm],')
const { engine, pool, crm, pm, settle, timePasses } = await pocketEngine(text)
const projects = () => rowsIn(pm, 'project').map(row => row.fields.name)

async function stageIs(stage: string): Promise<void> {
  put(crm, 'deal', 'd', { title: 'Roll-out', stage })
  await pool.query(`update chore set due_at = now() where kind = 'pull'`)
  await settle()
}

test('a deal whose project was deleted gets no other by being won again, and one when a person asks', async () => {
  await stageIs('Open')
  await stageIs('Won')
  expect(projects()).toEqual(['Roll-out'])
  drop(pm, 'project', ...rowsIn(pm, 'project').map(row => row.id))
  await pool.query(`insert into signal (mapping, key) select mapping, 'link:' || id from link`)
  await settle()
  await timePasses(90)
  await settle()
  await stageIs('Open')
  await stageIs('Won')
  expect(projects()).toEqual([])
  await perform(engine, dealsCreateProject, operator('Ada Sync'), { mapping: 'pockets', deal: 'd' })
  await settle()
  expect(projects()).toEqual(['Roll-out'])
})
