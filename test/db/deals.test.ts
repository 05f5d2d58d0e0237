import { beforeAll, describe, expect, test } from 'vitest'
import type { Fields } from '../../src/core/value.ts'
import { dealsCreateProject } from '../../src/engine/verbs/deals-create-project.ts'
import { dealsList } from '../../src/engine/verbs/deals-list.ts'
import { dealsPreviewProject } from '../../src/engine/verbs/deals-preview-project.ts'
import { dealsProgress } from '../../src/engine/verbs/deals-progress.ts'
import { dealsTakeIn } from '../../src/engine/verbs/deals-take-in.ts'
import { holdsAnswer } from '../../src/engine/verbs/holds-answer.ts'
import { holdsList } from '../../src/engine/verbs/holds-list.ts'
import { type Actor, operator, perform } from '../../src/engine/verbs/verb.ts'
import { boxHead, type VendorPair, vendorPair } from '../support/vendor-pair.ts'

const text = `${boxHead}accounts: { pair: [account, client], match: name, create: [pm] }
deals:
  pair: [deal, project]
  when: { won: true }
  create: [pm]
  needs: accounts
  name: [accountName, title]
  template: { otherwise: Standard }
  dates: { start: won-date, days: 10 }
  members: { owner: true, add: ask, people: [owner, helpers] }
  fields:
    - { crm: account, pm: client, flow: to-pm }
`

const bo: Actor = { name: 'Bo', role: 'sales' }
const ask = { mapping: 'box' }
const deal = (title: string, more: Fields = {}): Fields => ({
  title,
  stage: 'Open',
  won: false,
  account: 'a1',
  accountName: 'Zylker',
  owner: 'bo',
  ...more,
})

let box: VendorPair
beforeAll(async () => {
  box = await vendorPair(text, ({ crm, pm }) => {
    crm.put('account', 'a1', { name: 'Zylker' })
    crm.put('account', 'a2', { name: 'Two of a name' })
    for (const [crmId, pmId] of [
      ['bo', 'p-bo'],
      ['cy', 'p-cy'],
    ] as const) {
      crm.put('user', crmId, { email: `${crmId}@example.test`, name: crmId })
      pm.put('user', pmId, { email: `${crmId}@example.test`, name: crmId.toUpperCase() })
    }
    pm.put('client', 'c1', { name: 'Zylker' })
    for (const id of ['c2', 'c3']) pm.put('client', id, { name: 'Two of a name' })
    crm.put('deal', 'old-1', deal('Old one', { won: true }))
    crm.put('deal', 'old-2', deal('Old two', { won: true }))
    crm.put('deal', 'open', deal('Open'))
  })
})

const projects = () => box.pm.all('project')
const projectOf = async (id: string) => {
  const [told] = await perform(box.engine, dealsProgress, bo, { ...ask, deals: [id] })
  return told?.state.is === 'made'
    ? { id: told.state.project, ...box.pm.show('project', told.state.project) }
    : told?.state
}
const holds = async (code: string) =>
  (
    await box.engine.pool.query('select detail from hold where closed_at is null and code = $1', [code])
  ).rows.map(row => row.detail)

describe('a project by hand', () => {
  const form = { name: 'Own name', start: '2027-01-04', owner: 'CY@example.test', group: 'Delivery' }

  test('is shown before it is made, from what the deal showed last, and nothing is written', async () => {
    const shown = await perform(box.engine, dealsPreviewProject, bo, { ...ask, deal: 'open', form })
    expect(shown.state).toEqual({ is: 'not-won' })
    expect(shown.preview).toEqual({
      is: 'create',
      fields: expect.arrayContaining([
        { field: 'name', title: 'text', value: 'Own name' },
        { field: 'template', title: 'text', value: 'Standard' },
        { field: 'start', title: 'date', value: '2027-01-04' },
        { field: 'end', title: 'date', value: '2027-01-14' },
        { field: 'owner', title: 'person', value: 'p-cy' },
        { field: 'client', title: 'ref', value: 'c1', name: 'Zylker' },
      ]),
      members: { people: ['p-bo'], strangers: [], agreed: false },
    })
    await box.settle()
    expect(projects()).toEqual([])
  })

  test('is made once, however often it is clicked, with what was given before what the mapping says', async () => {
    const click = () => perform(box.engine, dealsCreateProject, bo, { ...ask, deal: 'open', form })
    const [first] = await Promise.all([click(), click(), click()])
    expect(first?.state).toEqual({ is: 'asked' })
    await box.settle()
    expect(await click()).toMatchObject({
      state: { is: 'made' },
      urls: { crm: 'https://crm.example.test/deal/open' },
    })
    await box.settle()
    expect(projects().length).toBe(1)
    expect(await projectOf('open')).toMatchObject({
      name: 'Own name',
      template: 'Standard',
      start: '2027-01-04',
      end: '2027-01-14',
      owner: 'p-cy',
      group: 'Delivery',
      client: 'c1',
    })
  })

  const bad: readonly (readonly [string, object, string])[] = [
    ['an end before the start', { start: '2027-01-04', end: '2027-01-03' }, 'is before the start'],
    ['a day that is none', { start: '2027-02-30' }, 'form.start'],
    ['an owner nobody knows', { owner: 'dee@example.test' }, 'dee@example.test'],
    ['an unknown key', { colour: 'red' }, 'form'],
  ]
  test.each(bad)('is refused in words with %s', async (_, wrong, words) => {
    const asked = perform(box.engine, dealsCreateProject, bo, { ...ask, deal: 'old-1', form: wrong })
    await expect(asked).rejects.toMatchObject({
      code: 'verb/bad-input',
      message: expect.stringContaining(words),
    })
  })
})

describe('members', () => {
  const answer = async (by: Actor, choice: 'add' | 'decline') => {
    const asked = { ...ask, code: 'hold/members' }
    const [open] = (await perform(box.engine, holdsList, by, asked)).items
    return perform(box.engine, holdsAnswer, by, { ids: [open?.id ?? ''], answer: { choice } })
  }

  test('are asked about where the mapping says so, by name, and nobody is added before', async () => {
    await box.settle()
    expect(await holds('hold/members')).toEqual(['May these people be added to the project: BO?'])
    expect(await projectOf('open')).toMatchObject({ members: null })
  })

  test('are no matter of sales', async () => {
    expect(await answer(bo, 'add')).toMatchObject({
      answered: [],
      refused: [{ why: 'Who is let into a project is for an admin to say.' }],
    })
  })

  test('that the tool refuses are asked about again, and the rest of the project stands', async () => {
    box.pm.refuse = (_, write) =>
      write.op === 'update' && 'members' in write.fields ? 'Something went wrong.' : null
    await answer(operator(), 'add')
    await box.settle()
    box.pm.refuse = () => null
    const [why] = await holds('hold/members')
    expect(why).toContain('Something went wrong.')
  })

  test('are added once it is agreed, in one write, and asked about no more', async () => {
    const before = box.pm.writes.length
    await answer(operator(), 'add')
    await box.settle()
    expect(await projectOf('open')).toMatchObject({ members: ['p-bo'] })
    expect(box.pm.writes.slice(before).map(one => one.write)).toMatchObject([
      { op: 'update', fields: { members: ['p-bo'] } },
    ])
    expect(await holds('hold/members')).toEqual([])
    await box.edit('crm', 'deal', 'open', { owner: 'cy' })
    await box.settle()
    expect(await projectOf('open')).toMatchObject({ members: ['p-bo'] })
  })

  test('whom an admin names are added unasked; whoever is unknown in the tool is named', async () => {
    const form = { members: ['cy@example.test'] }
    await box.edit('crm', 'deal', 'd-admin', deal('By an admin'))
    await perform(box.engine, dealsCreateProject, operator(), { ...ask, deal: 'd-admin', form })
    await box.edit('crm', 'deal', 'd-strange', deal('Strange', { helpers: ['zoe'], owner: null }))
    await perform(box.engine, dealsCreateProject, bo, { ...ask, deal: 'd-strange' })
    await box.settle()
    expect(await projectOf('d-admin')).toMatchObject({ members: ['p-cy'] })
    const [why] = await holds('hold/members')
    expect(why).toBe('May these people be added to the project: nobody? Unknown in the project tool: zoe.')
    expect(await answer(operator(), 'add')).toMatchObject({
      refused: [{ why: 'This question takes another answer: decline.' }],
    })
    await answer(operator(), 'decline')
    await box.settle()
    expect(await holds('hold/members')).toEqual([])
  })
})

describe('older won deals', () => {
  test('are offered and not taken', async () => {
    const { items } = await perform(box.engine, dealsList, bo, ask)
    const offered = items.filter(one => one.state.is === 'offered')
    expect(offered.map(one => [one.deal, one.title])).toEqual([
      ['old-1', 'Old one'],
      ['old-2', 'Old two'],
    ])
  })

  test('are read a page at a time', async () => {
    const first = await perform(box.engine, dealsList, bo, { ...ask, limit: 2 })
    const rest = await perform(box.engine, dealsList, bo, { ...ask, after: first.next ?? '' })
    const all = await perform(box.engine, dealsList, bo, ask)
    expect([...first.items, ...rest.items]).toEqual(all.items)
    expect([first.items.length, rest.next]).toEqual([2, null])
  })

  test('are taken in by choice, many at once, and each once', async () => {
    const all = ['old-1', 'old-2', 'open', 'nowhere', 'old-1']
    const taken = await perform(box.engine, dealsTakeIn, bo, { ...ask, deals: all })
    expect(taken).toEqual([
      { deal: 'nowhere', was: 'unknown' },
      { deal: 'old-1', was: 'asked' },
      { deal: 'old-2', was: 'asked' },
      { deal: 'open', was: 'made' },
    ])
    await box.settle()
    expect(await projectOf('old-1')).toMatchObject({ name: 'Zylker - Old one' })
    expect(await projectOf('old-2')).toMatchObject({ name: 'Zylker - Old two' })
    const again = await perform(box.engine, dealsTakeIn, bo, { ...ask, deals: ['old-1'] })
    expect(again).toEqual([{ deal: 'old-1', was: 'made' }])
  })
})

test('a won deal whose account nobody has mapped waits with words, and goes on by itself when it is', async () => {
  await box.edit('crm', 'deal', 'd-wait', deal('Waits', { account: 'a2', accountName: 'Two of a name' }))
  await box.settle()
  await box.edit('crm', 'deal', 'd-wait', { won: true })
  await box.settle()
  expect(await projectOf('d-wait')).toMatchObject({ is: 'waiting', why: expect.stringContaining('account') })
  await box.edit('pm', 'client', 'c3', { name: 'Another name' })
  await box.settle()
  await box.edit('crm', 'account', 'a2', {})
  await box.settle()
  expect(await projectOf('d-wait')).toMatchObject({ name: 'Two of a name - Waits', client: 'c2' })
})
