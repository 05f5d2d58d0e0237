import { beforeAll, describe, expect, test } from 'vitest'
import { accountsAccept } from '../../src/engine/verbs/accounts-accept.ts'
import { accountsChoose } from '../../src/engine/verbs/accounts-choose.ts'
import { accountsCreateClient } from '../../src/engine/verbs/accounts-create-client.ts'
import { accountsIgnore } from '../../src/engine/verbs/accounts-ignore.ts'
import { accountsList } from '../../src/engine/verbs/accounts-list.ts'
import { accountsUndo } from '../../src/engine/verbs/accounts-undo.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { put, rowsIn } from '../support/pocket.ts'
import { pocketEngine, pocketMapping } from '../support/pocket-engine.ts'

const text = pocketMapping()
  .replace('match: name', 'match: name, create: [pm]')
  .replace(
    'fields: [{ crm: title, pm: name }]',
    'create: [pm], needs: accounts, when: { stage: Won }, fields: [{ crm: title, pm: name }]',
  )
const { engine, pool, crm, pm, settle, timePasses } = await pocketEngine(text)
const mapping = 'pockets'
const ada = operator('Ada')

async function look(): Promise<void> {
  await timePasses(3600)
  await settle()
}

async function seen(
  accounts: Readonly<Record<string, string>>,
  clients: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [id, name] of Object.entries(accounts)) put(crm, 'account', id, { name })
  for (const [id, name] of Object.entries(clients)) put(pm, 'client', id, { name })
  await look()
  await look()
}

const list = (state: string, more: object = {}) =>
  perform(engine, accountsList, ada, { mapping, state, ...more })
const ids = async (state: string, more: object = {}) =>
  (await list(state, more)).items.map(row => row.crm?.id ?? row.pm?.id)
const linkOf = async (id: string) =>
  (await pool.query(`select pm_id, origin from link where pair = 'accounts' and crm_id = $1`, [id])).rows[0]

beforeAll(() => settle())

describe('the match desk', () => {
  test('shows each account in one list, by name, with its candidates and why', async () => {
    await seen(
      { l1: 'Amber GmbH', l2: 'Basalt', l3: 'Cobalt', l4: 'Cobalt', l5: 'Delta' },
      { lc1: 'Amber AG', lc2: 'Basalt', lc3: 'Cobalt', lc4: 'Zebra' },
    )
    expect(await ids('mapped')).toEqual(['l2'])
    expect((await list('suggested')).items).toMatchObject([
      {
        crm: { id: 'l1', name: 'Amber GmbH' },
        pm: null,
        candidates: [{ id: 'lc1', name: 'Amber AG', score: 0.93 }],
      },
    ])
    expect(await ids('ambiguous')).toEqual(['l3', 'l4'])
    expect(await ids('unmatched')).toEqual(['l5'])
    expect(await ids('unmatched', { side: 'pm' })).toEqual(['lc4'])
    expect((await list('mapped')).counts).toMatchObject({
      mapped: 1,
      'suggested-crm': 1,
      'ambiguous-crm': 2,
      'unmatched-pm': 1,
    })
  })

  test('is searched without regard to case and accents, and read page by page', async () => {
    expect(await ids('unmatched', { search: 'DÉLTA' })).toEqual(['l5'])
    expect(await ids('unmatched', { search: '%' })).toEqual(['l5'])
    const first = await list('ambiguous', { limit: 1 })
    const second = await list('ambiguous', { limit: 1, after: first.next })
    expect([first, second].map(page => page.items[0]?.crm?.id)).toEqual(['l3', 'l4'])
    expect(second.next).toBeNull()
    await expect(list('mapped', { after: 'nonsense' })).rejects.toMatchObject({ code: 'verb/bad-input' })
  })
})

describe('a person decides', () => {
  test('a suggestion is accepted, and one that is none is refused', async () => {
    await seen({ a1: 'Ember Foods', a2: 'Flint' }, { ac1: 'Ember Food', ac2: 'Granite' })
    const asked = {
      mapping,
      pairs: [
        { crm: 'a1', pm: 'ac1' },
        { crm: 'a2', pm: 'ac2' },
      ],
    }
    const answer = await perform(engine, accountsAccept, ada, asked)
    expect(answer.linked).toEqual([{ crm: 'a1', pm: 'ac1' }])
    expect(answer.refused).toMatchObject([{ what: { crm: 'a2', pm: 'ac2' } }])
    expect(await linkOf('a1')).toEqual({ pm_id: 'ac1', origin: 'chosen' })
    const journal = await pool.query(
      `select data from journal where kind = 'linked' and data->'ids'->>'crm' = 'a1'`,
    )
    expect(journal.rows).toEqual([{ data: { ids: { crm: 'a1', pm: 'ac1' }, why: 'Ada said so' } }])
  })

  test('all suggestions that are sure and the only ones are accepted at once', async () => {
    await seen(
      { s1: 'Harbour Lights Bakery', s2: 'Iceberg Tools', s3: 'Jungle Optics North' },
      {
        sc1: 'Harbour Lights Bakery Ltd',
        sc2: 'Iceberg Tools Ltd',
        sc3: 'Jungle Optics Ltd',
        sc4: 'Jungle Optics AG',
      },
    )
    const { linked } = await perform(engine, accountsAccept, ada, { mapping, atLeast: 0.95 })
    expect(linked).toEqual([
      { crm: 's1', pm: 'sc1' },
      { crm: 's2', pm: 'sc2' },
    ])
  })

  test('one of several is chosen, and the namesake that is left is asked about no more', async () => {
    await seen({ c1: 'Kestrel', c2: 'Kestrel' }, { cc1: 'Kestrel' })
    await perform(engine, accountsChoose, ada, { mapping, pairs: [{ crm: 'c2', pm: 'cc1' }] })
    await look()
    expect(await linkOf('c2')).toMatchObject({ pm_id: 'cc1' })
    expect(await ids('unmatched', { search: 'kestrel' })).toEqual(['c1'])
    expect(
      (await pool.query(`select 1 from hold where key like 'new:accounts:crm:c%' and closed_at is null`))
        .rowCount,
    ).toBe(0)
  })

  test.each([
    ['an account that is linked', { crm: 'c2', pm: 'lc4' }, 'linked already'],
    ['an account that there is not', { crm: 'nobody', pm: 'lc4' }, 'There is no'],
  ])('%s is not linked', async (_, pair, why) => {
    const { linked, refused } = await perform(engine, accountsChoose, ada, { mapping, pairs: [pair] })
    expect(linked).toEqual([])
    expect(refused[0]?.why).toContain(why)
  })

  test('a new client is made although others have the name', async () => {
    await seen({ n1: 'Lagoon' }, { nc1: 'Lagoon', nc2: 'Lagoon' })
    expect(await ids('ambiguous', { search: 'lagoon' })).toEqual(['n1'])
    await perform(engine, accountsCreateClient, ada, { mapping, rows: ['n1'] })
    // The project tool is read once more before the client is made.
    for (let round = 0; round < 3; round++) {
      await settle()
      await pool.query('update dirty set run_at = now() where token is null')
    }
    expect(rowsIn(pm, 'client').filter(row => row.fields.name === 'Lagoon')).toHaveLength(3)
    expect((await linkOf('n1'))?.origin).toBe('created')
  })

  test('an ignored row rests, and its namesake is linked by itself; undoing brings it back', async () => {
    await seen({ i1: 'Marble', i2: 'Marble' }, { ic1: 'Marble' })
    await perform(engine, accountsIgnore, ada, { mapping, rows: [{ side: 'crm', id: 'i1' }] })
    await look()
    expect(await linkOf('i2')).toEqual({ pm_id: 'ic1', origin: 'matched' })
    expect(await ids('ignored')).toEqual(['i1'])
    await perform(engine, accountsUndo, ada, { mapping, rows: [{ side: 'crm', id: 'i1' }] })
    await look()
    expect([await ids('ignored'), await ids('unmatched', { search: 'marble' })]).toEqual([[], ['i1']])
  })

  test('two that are said not to be the same are not suggested again, until that is undone', async () => {
    await seen({ p1: 'Nimbus Foods' }, { pc1: 'Nimbus Food' })
    const pairs = [{ crm: 'p1', pm: 'pc1' }]
    await perform(engine, accountsIgnore, ada, { mapping, pairs })
    put(pm, 'client', 'pc1', { name: 'Nimbus Foods' })
    await look()
    expect([await linkOf('p1'), await ids('unmatched', { search: 'nimbus' })]).toEqual([undefined, ['p1']])
    await perform(engine, accountsUndo, ada, { mapping, pairs })
    await look()
    expect(await linkOf('p1')).toMatchObject({ pm_id: 'pc1' })
  })
})

describe('undoing a link', () => {
  test('unlinks what the matching linked; it is suggested, until a person says no, and not linked again by itself', async () => {
    await seen({ u1: 'Obsidian' }, { uc1: 'Obsidian' })
    const undone = await perform(engine, accountsUndo, ada, { mapping, pairs: [{ crm: 'u1', pm: 'uc1' }] })
    expect(undone).toEqual({ unlinked: [{ crm: 'u1', pm: 'uc1' }], projects: [], refused: [] })
    await look()
    expect(await linkOf('u1')).toBeUndefined()
    expect(await ids('suggested', { search: 'obsidian' })).toEqual(['u1'])
    await perform(engine, accountsIgnore, ada, { mapping, pairs: [{ crm: 'u1', pm: 'uc1' }] })
    await look()
    expect(await ids('unmatched', { search: 'obsidian' })).toEqual(['u1'])
  })

  test('does not unlink a client that was made for the account', async () => {
    const client = (await linkOf('n1')).pm_id
    const { refused } = await perform(engine, accountsUndo, ada, {
      mapping,
      pairs: [{ crm: 'n1', pm: client }],
    })
    expect(refused).toMatchObject([{ what: { crm: 'n1', pm: client } }])
    expect(await linkOf('n1')).toBeDefined()
  })

  test('says what it means for projects made meanwhile, and does it only when told to', async () => {
    await seen({ w1: 'Pumice' }, { wc1: 'Pumice' })
    put(crm, 'deal', 'wd', { title: 'Roll-out', account: 'w1', stage: 'Open' })
    await look()
    put(crm, 'deal', 'wd', { stage: 'Won' })
    await look()
    await look()
    const [project] = rowsIn(pm, 'project').filter(row => row.fields.name === 'Roll-out')
    expect(project?.fields.client).toBe('wc1')
    const asked = { mapping, pairs: [{ crm: 'w1', pm: 'wc1' }] }
    const refused = perform(engine, accountsUndo, ada, asked)
    await expect(refused).rejects.toMatchObject({
      code: 'verb/conflict',
      message: expect.stringContaining(project?.id ?? '?'),
    })
    const { projects } = await perform(engine, accountsUndo, ada, { ...asked, keepProjects: true })
    expect(projects).toEqual([{ account: 'w1', deal: 'wd', project: project?.id }])
    expect(await linkOf('w1')).toBeUndefined()
  })
})

test('a deal that waits for its account goes on by itself when a person maps the account', async () => {
  await seen({ h1: 'Quartz North', h2: 'Quartz North' }, { hc1: 'Quartz North' })
  put(crm, 'deal', 'hd', { title: 'Held', account: 'h1', stage: 'Open' })
  await look()
  put(crm, 'deal', 'hd', { stage: 'Won' })
  await look()
  const projects = () => rowsIn(pm, 'project').filter(row => row.fields.name === 'Held')
  expect(projects()).toEqual([])
  await perform(engine, accountsChoose, ada, { mapping, pairs: [{ crm: 'h1', pm: 'hc1' }] })
  await settle()
  expect(projects().map(row => row.fields.client)).toEqual(['hc1'])
})
