import { expect, test } from 'vitest'
import { dealsCreateProject } from '../../src/engine/verbs/deals-create-project.ts'
import { journalUndo } from '../../src/engine/verbs/journal-undo.ts'
import { keysList } from '../../src/engine/verbs/keys-list.ts'
import { keysRetry } from '../../src/engine/verbs/keys-retry.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { boxPair } from '../support/box-pair.ts'

const { engine, boxes, homes, settle } = await boxPair('espocrm-redmine')
const { pool } = engine
const projects = () => boxes.pm.sandbox.state().projects ?? []
const archived = (status: 1 | 9) =>
  boxes.pm.sandbox.person({ as: 'ada', does: 'edit', module: 'projects', id: homes.pm, fields: { status } })
const isOn = async () => (await pool.query(`select from mapping where state = 'on'`)).rowCount === 1
const isLinked = async () => (await pool.query(`select from link where pair = 'deals'`)).rowCount === 1

test('a project that was let go, archived there and asked for again stops nothing: the deal says so, and has it when it is back', async () => {
  const { rows } = await pool.query<{ id: string }>(
    `select id from journal where kind = 'created' and pair = 'deals' order by id desc limit 1`,
  )
  await perform(engine, journalUndo, operator(), { entry: rows[0]?.id })
  await settle()
  expect(await isLinked()).toBe(false)
  const before = projects().length
  archived(9)
  await perform(engine, dealsCreateProject, operator(), { mapping: 'espocrm-redmine', deal: homes.crm })
  await settle()
  expect([await isOn(), await isLinked(), projects().length]).toEqual([true, false, before])
  const { items } = await perform(engine, keysList, operator(), {})
  expect(items).toMatchObject([{ error: expect.stringMatching(/archived/), rests: true }])
  archived(1)
  await perform(engine, keysRetry, operator(), { mapping: 'espocrm-redmine' })
  await settle()
  expect([await isLinked(), projects().length]).toEqual([true, before])
})
