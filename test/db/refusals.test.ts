import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Fields } from '../../src/core/value.ts'
import { dealsCreateProject } from '../../src/engine/verbs/deals-create-project.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { type Connector, type Editor, VendorError } from '../../src/spi/index.ts'
import { dealsHead, type VendorPair, vendorPair } from '../support/vendor-pair.ts'

const text = (onRefusal: 'keep' | 'revert') => `${dealsHead}tasks:
  pair: [task, task]
  inside: deals
  create: [pm]
  fields:
    - { crm: title, pm: title }
    - { crm: dueDate, pm: dueDate, tie: pm }
  rules: [strict-schedule]
  on_refusal: ${onRefusal}
`
const [inside, alsoInside, outside, farOutside] = ['2026-03-10', '2026-03-20', '2026-06-01', '2026-07-01']
const schedule = { strict: true, start: '2026-03-01', end: '2026-03-31' }

interface Told {
  readonly id: string
  readonly to: string
  readonly subject: string
}

/** A task with a past, inside a project that keeps to its schedule. */
async function strictBox(onRefusal: 'keep' | 'revert') {
  const box = await vendorPair(text(onRefusal), ({ crm, pm }) => {
    crm.put('user', 'somebody', { name: 'Bo', email: 'bo@example.test' })
    crm.put('user', 'cy', { name: 'Cy', email: 'cy@example.test' })
    crm.put('account', 'a1', { name: 'Zylker' })
    pm.put('client', 'c1', { name: 'Zylker' })
    crm.put('deal', 'd1', { title: 'Roll-out', account: 'a1', stage: 'Open' })
  })
  await perform(box.engine, dealsCreateProject, operator('Bo'), { mapping: 'box', deal: 'd1' })
  await box.settle()
  for (const [id] of box.pm.all('project')) await box.edit('pm', 'project', id, schedule)
  await box.edit('crm', 'task', 't1', { title: 'Kick-off', deal: 'd1', dueDate: inside })
  await box.settle()
  return { box, ...hands(box) }
}

function hands(box: VendorPair) {
  const type = async (fields: Fields) => {
    await box.edit('crm', 'task', 't1', fields)
    await box.settle()
  }
  return {
    type,
    due: () => [box.crm.show('task', 't1')?.dueDate, box.pm.all('task')[0]?.[1].dueDate],
    told: async () => {
      const letters = await box.engine.pool.query<Told>(
        'delete from outbox returning message_id as id, recipient as "to", subject',
      )
      return letters.rows
    },
    journal: async (kind: string) => {
      const found = await box.engine.pool.query<{ data: Record<string, unknown> }>(
        'select data from journal where kind = $1 order by id',
        [kind],
      )
      return found.rows.map(row => row.data)
    },
    startsAgain: async () => {
      await type({ title: 'Kick-off', dueDate: inside })
      await box.engine.pool.query('delete from outbox')
      await box.engine.pool.query('delete from journal')
    },
    history: (tell: Connector['lastEditor']) =>
      void Object.assign(box.crm.connector, { lastEditor: tell, describe: undefined }),
  }
}

type StrictBox = Awaited<ReturnType<typeof strictBox>>
const notCarried = { subject: 'Not carried over: date of "Kick-off"' }
const putBack = { subject: 'Put back: date of "Kick-off"' }

describe('a refused value that stays', () => {
  let at: StrictBox
  beforeAll(async () => {
    at = await strictBox('keep')
  })
  beforeEach(() => at.startsAgain())

  test('is told once, however often it is looked at, to the last editor of the row [I13]', async () => {
    await at.type({ dueDate: outside })
    await at.type({ title: 'Kick-off, again' })
    await at.type({ title: 'Kick-off' })
    expect(at.due()).toEqual([outside, inside])
    expect(await at.told()).toMatchObject([{ ...notCarried, to: 'bo@example.test' }])
  })

  test('is told to the last editor of the field, where the vendor knows [I13]', async () => {
    const editor: Editor = { userId: 'cy' }
    at.history((_session, _entity, _id, field) => Promise.resolve(field === 'dueDate' ? editor : null))
    await at.type({ dueDate: outside })
    at.history(undefined)
    expect(await at.told()).toMatchObject([{ ...notCarried, to: 'cy@example.test' }])
  })

  test('is told once more when what it waited for has changed and it passes [I13]', async () => {
    await at.type({ dueDate: outside })
    const [first] = await at.told()
    for (const [id] of at.box.pm.all('project'))
      await at.box.edit('pm', 'project', id, { ...schedule, end: '2026-12-31' })
    await at.box.settle()
    for (const [id] of at.box.pm.all('project')) await at.box.edit('pm', 'project', id, schedule)
    await at.box.settle()
    expect(at.due()).toEqual([outside, outside])
    const passed = await at.told()
    expect(passed).toMatchObject([{ subject: 'Now carried over: date of "Kick-off"' }])
    expect(passed[0]?.id).not.toBe(first?.id)
  })

  test('is the same refusal while an edit that would overwrite it has not got there [I13]', async () => {
    await at.type({ dueDate: outside })
    const [[task = ''] = []] = at.box.pm.all('task')
    const { crm, pm } = at.box
    const { write } = crm.connector
    const outOfOrder = async () => {
      Object.assign(crm.connector, { write })
      // A backup takes the edit back before it was carried.
      pm.put('task', task, { dueDate: inside })
      throw new VendorError({ kind: 'unavailable', message: 'out of order' }, null)
    }
    Object.assign(crm.connector, { write: outOfOrder })
    await at.box.edit('pm', 'task', task, { dueDate: alsoInside })
    await at.box.settle()
    expect(crm.connector.write).toBe(write)
    expect(at.due()).toEqual([outside, inside])
    expect(await at.told()).toMatchObject([notCarried])
    expect(await at.journal('withdrawn')).toEqual([])
  })

  test('gives way to an edit of the other side that its own tool refuses in its turn: that is told, too [I13]', async () => {
    await at.type({ dueDate: outside })
    const [[task = ''] = []] = at.box.pm.all('task')
    at.box.crm.refuse = () => 'The record is locked.'
    await at.box.edit('pm', 'task', task, { dueDate: alsoInside })
    await at.box.settle()
    at.box.crm.refuse = () => null
    expect(at.due()).toEqual([outside, alsoInside])
    expect(await at.told()).toMatchObject([notCarried, notCarried])
  })

  test('is a new refusal when it was withdrawn and is typed again [I13]', async () => {
    await at.type({ dueDate: outside })
    await at.type({ dueDate: inside })
    await at.type({ dueDate: outside })
    const letters = await at.told()
    expect(letters).toMatchObject([notCarried, notCarried])
    expect(new Set(letters.map(one => one.id)).size).toBe(2)
  })
})

describe('a value that nobody can judge, because the project cannot be read,', () => {
  test.each([
    ['passes when it is within the schedule of the project', alsoInside, [alsoInside, alsoInside], []],
    ['is refused when it is not', outside, [outside, inside], [notCarried]],
  ])('waits for the project, and %s', async (_, typed, dues, letters) => {
    const { box, type, due, told } = await strictBox('keep')
    const [[id = '', fields = {}] = []] = box.pm.all('project')
    box.pm.remove('project', id)
    await type({ dueDate: typed, title: 'Kick-off at last' })
    expect(due()).toEqual([typed, inside])
    expect(box.pm.all('task')[0]?.[1].title).toBe('Kick-off at last')
    const held = await box.engine.pool.query(`select field, code from hold where pair = 'tasks'`)
    expect(held.rows).toEqual([{ field: 'dueDate', code: 'hold/unreadable' }])
    await box.edit('pm', 'project', id, fields)
    await box.settle()
    expect(due()).toEqual(dues)
    expect(await told()).toMatchObject(
      letters.map(one => ({ subject: one.subject.replace('"Kick-off"', '"Kick-off at last"') })),
    )
  })
})

describe('a refused value that is put back', () => {
  let at: StrictBox
  beforeAll(async () => {
    at = await strictBox('revert')
  })
  beforeEach(() => at.startsAgain())

  test('gives way to what was there; the journal keeps it, and one mail says so [I4] [I13]', async () => {
    await at.type({ dueDate: outside, title: 'Kick-off at last' })
    expect(at.due()).toEqual([inside, inside])
    expect(at.box.pm.all('task')[0]?.[1].title).toBe('Kick-off at last')
    expect(await at.told()).toMatchObject([
      { subject: expect.stringContaining('Put back: date'), to: 'bo@example.test' },
    ])
    const fields = [
      expect.objectContaining({ field: 'dueDate', lost: outside, sent: inside, why: 'reverted' }),
    ]
    expect(await at.journal('wrote')).toContainEqual(expect.objectContaining({ side: 'crm', fields }))
    expect(await at.journal('reverted')).toHaveLength(1)
  })

  test('is told of also where the answer was lost and the other side was edited before anybody looked [I13]', async () => {
    const { crm, pm, engine, settle } = at.box
    const [[task = ''] = []] = pm.all('task')
    crm.silent = () => {
      crm.silent = () => null
      pm.put('task', task, { dueDate: alsoInside })
      return 'made'
    }
    await at.type({ dueDate: outside })
    await engine.pool.query('update dirty set run_at = now()')
    await settle()
    expect(at.due()).toEqual([alsoInside, alsoInside])
    expect(await at.told()).toMatchObject([putBack])
  })

  test('is another refusal each time it is typed [I13]', async () => {
    await at.type({ dueDate: outside })
    await at.type({ dueDate: outside })
    await at.type({ dueDate: farOutside })
    const letters = await at.told()
    expect(letters).toMatchObject([putBack, putBack, putBack])
    expect(new Set(letters.map(one => one.id)).size).toBe(3)
  })

  test('a value that passes is left alone, and nobody is told', async () => {
    await at.type({ dueDate: alsoInside })
    expect(at.due()).toEqual([alsoInside, alsoInside])
    expect(await at.told()).toEqual([])
  })

  test('stays where its own tool takes nothing back, and is told like one that stays [I13]', async () => {
    at.box.crm.refuse = () => 'The record is locked.'
    await at.type({ dueDate: outside })
    await at.type({ title: 'Kick-off, again' })
    at.box.crm.refuse = () => null
    expect(at.due()).toEqual([outside, inside])
    expect(await at.told()).toMatchObject([notCarried])
  })

  test('an edit that came meanwhile is not overwritten', async () => {
    at.history(async () => {
      at.box.crm.put('task', 't1', { dueDate: alsoInside })
      return null
    })
    await at.type({ dueDate: outside })
    at.history(undefined)
    expect(at.due()).toEqual([alsoInside, alsoInside])
    expect(await at.told()).toEqual([])
    expect(await at.journal('withdrawn')).toHaveLength(1)
  })
})
