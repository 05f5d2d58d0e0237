import { beforeAll, describe, expect, test } from 'vitest'
import { drop, put } from '../support/pocket.ts'
import { pocketEngine, pocketMapping } from '../support/pocket-engine.ts'

const text = pocketMapping().replace('match: name', 'match: { crm: name, pm: name, also: [website] }')
const { pool, crm, pm, settle, timePasses } = await pocketEngine(text)

/** Both vendors are read again, and what follows is done. */
async function look(): Promise<void> {
  await timePasses(3600)
  await settle()
  await timePasses(3600)
  await settle()
}

const suggested = async (...ids: string[]) => {
  const found = await pool.query(
    `select crm_id, pm_id, is_equal, reasons from suggestion where crm_id = any($1) order by crm_id, pm_id`,
    [ids],
  )
  return found.rows.map(row => [
    row.crm_id,
    row.pm_id,
    row.reasons.map((one: { says: string }) => one.says).join('; '),
  ])
}
const links = async (...ids: string[]) =>
  (
    await pool.query(`select crm_id, pm_id, origin from link where pair = 'accounts' and crm_id = any($1)`, [
      ids,
    ])
  ).rows
const held = async (id: string) =>
  (
    await pool.query(`select code from hold where key = $1 and closed_at is null`, [`new:accounts:crm:${id}`])
  ).rows.map(row => row.code)

beforeAll(() => settle())

test('equal unique names are linked, alike ones are suggested and never linked', async () => {
  put(crm, 'account', 'same', { name: 'Orchard Ltd' })
  put(pm, 'client', 'same-c', { name: 'ORCHARD, Ltd.' })
  put(crm, 'account', 'form', { name: 'Zylker GmbH' })
  put(pm, 'client', 'form-c', { name: 'Zylker AG' })
  put(crm, 'account', 'site', { name: 'Harvest', website: 'https://www.vineyard.example/' })
  put(pm, 'client', 'site-c', { name: 'Vineyards of the North', website: 'vineyard.example' })
  await look()
  expect(await links('same', 'form', 'site')).toEqual([
    { crm_id: 'same', pm_id: 'same-c', origin: 'matched' },
  ])
  expect(await suggested('same', 'form', 'site')).toEqual([
    ['form', 'form-c', 'legal form differs: gmbh, ag'],
    ['site', 'site-c', 'same website: vineyard.example'],
  ])
})

describe('names change', () => {
  test('a new name takes the old suggestions with it, on either side', async () => {
    put(crm, 'account', 'r1', { name: 'Meadow Bakery' })
    put(pm, 'client', 'r1-c', { name: 'Medow Bakery' })
    await look()
    expect(await suggested('r1')).toEqual([['r1', 'r1-c', 'name differs by 1 letter']])
    put(pm, 'client', 'r1-c', { name: 'Something Else' })
    await look()
    expect(await suggested('r1')).toEqual([])
    put(crm, 'account', 'r1', { name: 'Something Elsa' })
    await look()
    expect(await suggested('r1')).toEqual([['r1', 'r1-c', 'name differs by 1 letter']])
  })

  test('a link follows the row, whatever it is called', async () => {
    put(crm, 'account', 'r2', { name: 'Riverside' })
    put(pm, 'client', 'r2-c', { name: 'Riverside' })
    await look()
    put(crm, 'account', 'r2', { name: 'Lakeside' })
    await look()
    expect(await links('r2')).toEqual([{ crm_id: 'r2', pm_id: 'r2-c', origin: 'matched' }])
  })

  test('when a namesake gets another name, the one that is left is linked by itself', async () => {
    put(crm, 'account', 'n1', { name: 'Hilltop' })
    put(crm, 'account', 'n2', { name: 'Hilltop' })
    put(pm, 'client', 'n-c', { name: 'Hilltop' })
    await look()
    expect([await held('n1'), await held('n2'), await links('n1', 'n2')]).toEqual([
      ['hold/ambiguous'],
      ['hold/ambiguous'],
      [],
    ])
    expect((await suggested('n1', 'n2')).map(one => one.slice(0, 2))).toEqual([
      ['n1', 'n-c'],
      ['n2', 'n-c'],
    ])
    put(crm, 'account', 'n2', { name: 'Quarry' })
    await look()
    expect(await links('n1', 'n2')).toEqual([{ crm_id: 'n1', pm_id: 'n-c', origin: 'matched' }])
    expect([await held('n1'), await held('n2'), await suggested('n1', 'n2')]).toEqual([[], [], []])
  })
})

test('when a namesake is deleted, as a merge does, its client goes to the one that is left', async () => {
  put(crm, 'account', 'm1', { name: 'Seaside' })
  put(pm, 'client', 'm-c', { name: 'Seaside' })
  await look()
  expect(await links('m1')).toHaveLength(1)
  put(crm, 'account', 'm2', { name: 'Seaside' })
  await look()
  expect(await links('m2')).toEqual([])
  drop(crm, 'account', 'm1')
  await pool.query(
    `insert into signal (connection, entity, row_id) select id, 'account', 'm1' from connection where side = 'crm'`,
  )
  for (let round = 0; round < 3; round++) await look()
  expect(await links('m1', 'm2')).toEqual([{ crm_id: 'm2', pm_id: 'm-c', origin: 'matched' }])
})

describe('what is no longer in use', () => {
  test('is neither linked nor suggested, and a link it has stays', async () => {
    put(crm, 'account', 'i1', { name: 'Valley Optics' })
    put(pm, 'client', 'i1-c', { name: 'Valley Optics' })
    put(crm, 'account', 'i2', { name: 'Ridge Optics' })
    put(pm, 'client', 'i2-c', { name: 'Ridge Optics', active: false })
    put(crm, 'account', 'i3', { name: 'Canyon Optics', active: false })
    put(pm, 'client', 'i3-c', { name: 'Canyon Optic' })
    await look()
    put(pm, 'client', 'i1-c', { active: false })
    await look()
    expect(await links('i1', 'i2', 'i3')).toEqual([{ crm_id: 'i1', pm_id: 'i1-c', origin: 'matched' }])
    expect(await suggested('i2', 'i3')).toEqual([])
  })

  test('is linked once it is in use again', async () => {
    put(pm, 'client', 'i2-c', { active: true })
    await look()
    expect(await links('i2')).toEqual([{ crm_id: 'i2', pm_id: 'i2-c', origin: 'matched' }])
  })
})
