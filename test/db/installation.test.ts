import { describe, expect, test } from 'vitest'
import { createKey } from '../../src/engine/create-key.ts'
import { dealsCreateProject } from '../../src/engine/verbs/deals-create-project.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { mappingById, saveMapping } from '../../src/store/mappings.ts'
import type { MemoryVendor } from '../support/memory-vendor.ts'
import { dealsHead, type VendorPair, vendorPair } from '../support/vendor-pair.ts'

const text = dealsHead

/** A Baton of its own, between a CRM of its own and a project tool that may be another one's, too. */
async function baton(title: string, pm?: MemoryVendor): Promise<VendorPair> {
  const fill = (vendors: { readonly crm: MemoryVendor; readonly pm: MemoryVendor }) => {
    vendors.crm.put('account', 'a1', { name: 'Zylker' })
    vendors.crm.put('deal', 'd1', { title, account: 'a1', stage: 'Open' })
    if (!pm) vendors.pm.put('client', 'c1', { name: 'Zylker' })
  }
  return vendorPair(text, fill, pm ? { pm } : {})
}

async function wantsProject(box: VendorPair): Promise<void> {
  await perform(box.engine, dealsCreateProject, operator('Bo'), { mapping: 'box', deal: 'd1' })
  await box.settle()
}

const names = (box: VendorPair) => box.pm.all('project').map(([, fields]) => fields.name)

test('two Batons with the same ids at one project tool make a project each', async () => {
  const first = await baton('Roll-out')
  await wantsProject(first)
  const second = await baton('Another roll-out', first.pm)
  await wantsProject(second)
  expect(names(first)).toEqual(['Roll-out', 'Another roll-out'])
})

describe('a mapping that is older than installations', () => {
  async function older(): Promise<VendorPair> {
    const box = await baton('Roll-out')
    await box.engine.pool.query('update mapping set installation = null')
    return box
  }

  test('is known by its old key where the answer to a create was lost: nothing is made twice', async () => {
    const box = await older()
    box.pm.silent = () => 'made'
    await wantsProject(box)
    box.pm.silent = () => null
    const { write } = box.pm.writes.find(({ entity }) => entity === 'project') ?? {}
    expect(write).toMatchObject({ key: createKey({ installation: null }, ['box', 'deals', 'crm', 'd1', '']) })
    await box.engine.pool.query("update intent set at = at - interval '1 day'")
    await box.engine.pool.query('update dirty set run_at = now()')
    await box.settle()
    expect(names(box)).toEqual(['Roll-out'])
    expect((await box.engine.pool.query("select 1 from link where pair = 'deals'")).rowCount).toBe(1)
  })

  test('keeps its keys when it is stored anew, and a new one has those of its installation', async () => {
    const { engine, mapping } = await older()
    const stored = await mappingById(engine.pool, mapping)
    if (!stored) throw new Error('There is no mapping.')
    expect(await saveMapping(engine.pool, { ...stored, text: `${text}# anew` })).toMatchObject({
      installation: null,
    })
    const other = await saveMapping(engine.pool, { ...stored, name: 'other' })
    const { rows } = await engine.pool.query<{ id: string }>('select id from installation')
    expect(rows).toEqual([{ id: other.installation }])
  })
})
