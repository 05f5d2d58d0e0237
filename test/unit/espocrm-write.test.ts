import { describe, expect, test } from 'vitest'
import connector from '../../connectors/espocrm/index.ts'
import type { Fields, VendorRequest, Write } from '../../src/spi/index.ts'
import { type Canned, fake, fixture, nameOf } from './zoho-fake.ts'

const settings = { url: 'https://crm.example.test' }
const facts = { timeZone: 'UTC', 'keyField.task': 'present', 'keyField.account': 'present' }
const task = fixture('espocrm', 'task-day').body as Record<string, unknown>
const timed = fixture('espocrm', 'task-time').body as Record<string, unknown>
const one = `/Task/${task.id}`
const none: Canned = { body: { total: 0, list: [] } }
const reason = (text: string) => ({ 'x-status-reason': text })

const create = (fields: Fields = { title: 'Kick-off call' }): Write => ({ op: 'create', key: 'bt-1', fields })
const update = (fields: Fields, ifVersion: string | null = '3'): Write => ({
  op: 'update',
  id: String(task.id),
  ifVersion,
  fields,
})
const remove = (ifVersion: string | null = '3'): Write => ({ op: 'delete', id: String(task.id), ifVersion })

const desk = (answers: Parameters<typeof fake>[1], known: Record<string, string> = facts) =>
  fake(connector, answers, settings, known)
const names = (calls: readonly VendorRequest[]) => calls.map(nameOf)

describe('a create', () => {
  test('looks for its key, is sent once and is read back', async () => {
    const { session, calls } = desk({
      'GET /Task': [none],
      'POST /Task': [{ body: task }],
      [`GET ${one}`]: [{ body: { ...task, name: 'As it is' } }],
    })
    const [result] = await connector.write(session, 'task', [create({ title: 'Kick-off call', owner: 'u1' })])
    expect(result).toMatchObject({ ok: true, row: { fields: { title: 'As it is' } } })
    expect(names(calls)).toEqual(['GET /Task', 'POST /Task', `GET ${one}`])
    expect(calls[1]?.json).toEqual({ name: 'Kick-off call', assignedUserId: 'u1', cBatonKey: 'bt-1' })
    expect(calls[1]?.headers ?? {}).not.toHaveProperty('x-skip-duplicate-check')
  })

  test('of a key that made a record already makes no other', async () => {
    const { session, calls } = desk({ 'GET /Task': [{ body: { total: 1, list: [task] } }] })
    const [result] = await connector.write(session, 'task', [create()])
    expect(result).toMatchObject({ ok: false, failure: { kind: 'duplicate', existingId: task.id } })
    expect(names(calls)).toEqual(['GET /Task'])
  })

  test('that EspoCRM thinks a duplicate is a question for a person, with the names', async () => {
    const { session } = desk({ 'GET /Account': [none], 'POST /Account': [fixture('espocrm', 'duplicate')] })
    const [result] = await connector.write(session, 'account', [create({ name: 'Zylker' })])
    expect(result).toMatchObject({
      ok: false,
      unanswered: false,
      failure: { kind: 'rejected', code: 'duplicate' },
    })
    expect(result).toMatchObject({
      failure: { message: expect.stringContaining('Zylker (6b020b1b17f0d19a7)') },
    })
  })

  test('whose twin carries our key was made before', async () => {
    const stored = fixture('espocrm', 'duplicate')
    const [twin] = stored.body as Record<string, unknown>[]
    const answer = { ...stored, body: [{ ...twin, cBatonKey: 'bt-1' }] }
    const { session } = desk({ 'GET /Account': [none], 'POST /Account': [answer] })
    const [result] = await connector.write(session, 'account', [create({ name: 'Zylker' })])
    expect(result).toMatchObject({ ok: false, failure: { kind: 'duplicate', existingId: twin?.id } })
  })

  test('without an answer may have been carried out', async () => {
    const { session } = desk({ 'GET /Task': [none], 'POST /Task': [{ cut: true }] })
    const [result] = await connector.write(session, 'task', [create()])
    expect(result).toMatchObject({ ok: false, unanswered: true, failure: { kind: 'unavailable' } })
  })

  test('that was carried out and not seen is unanswered', async () => {
    const { session } = desk({
      'GET /Task': [none],
      'POST /Task': [{ body: task }],
      [`GET ${one}`]: [{ status: 503 }],
    })
    const [result] = await connector.write(session, 'task', [create()])
    expect(result).toMatchObject({ ok: false, unanswered: true, failure: { kind: 'unavailable' } })
  })

  test('is not looked for where records cannot carry the key', async () => {
    const { session, calls } = desk({ 'POST /Task': [{ body: task }], [`GET ${one}`]: [{ body: task }] }, {})
    expect(await connector.write(session, 'task', [create()])).toMatchObject([{ ok: true }])
    expect(names(calls)).toEqual(['POST /Task', `GET ${one}`])
  })
})

describe('an update', () => {
  test('names the version that was read, and is read back', async () => {
    const { session, calls } = desk({ [`PUT ${one}`]: [{ body: task }], [`GET ${one}`]: [{ body: task }] })
    const [result] = await connector.write(session, 'task', [update({ status: 'Started' })])
    expect(result).toMatchObject({ ok: true, row: { id: task.id, version: '3' } })
    expect(calls[0]).toMatchObject({ json: { status: 'Started' }, headers: { 'x-version-number': '3' } })
  })

  test('that nobody guards names none', async () => {
    const { session, calls } = desk({ [`PUT ${one}`]: [{ body: task }], [`GET ${one}`]: [{ body: task }] })
    await connector.write(session, 'task', [update({ status: 'Started' }, null)])
    expect(calls[0]?.headers).toEqual({})
  })

  test('of a record that changed since is stale', async () => {
    const { session } = desk({ [`PUT ${one}`]: [fixture('espocrm', 'modified')] })
    const [result] = await connector.write(session, 'task', [update({ status: 'Started' })])
    expect(result).toMatchObject({ ok: false, unanswered: false, failure: { kind: 'stale' } })
  })

  test('of a due date keeps the time of day that is there', async () => {
    const present = { ...timed, id: task.id, versionNumber: 3 }
    const { session, calls } = desk({
      [`GET ${one}`]: [{ body: present }],
      [`PUT ${one}`]: [{ body: present }],
    })
    await connector.write(session, 'task', [update({ dueDate: '2026-12-09' })])
    expect(names(calls)).toEqual([`GET ${one}`, `PUT ${one}`, `GET ${one}`])
    expect(calls[1]?.json).toEqual({ dateEndDate: null, dateEnd: '2026-12-09 15:00:00' })
  })

  test('of a due date that reads a newer version sends nothing', async () => {
    const { session, calls } = desk({ [`GET ${one}`]: [{ body: { ...task, versionNumber: 4 } }] })
    const [result] = await connector.write(session, 'task', [update({ dueDate: '2026-12-09' })])
    expect(result).toMatchObject({ ok: false, failure: { kind: 'stale' } })
    expect(names(calls)).toEqual([`GET ${one}`])
  })

  test('where versions are not counted compares by reading just before', async () => {
    const { versionNumber, ...old } = task
    expect(versionNumber).toBe(3)
    const { session, calls } = desk({ [`GET ${one}`]: [{ body: old }], [`PUT ${one}`]: [{ body: old }] })
    const [good, late] = await connector.write(session, 'task', [
      update({ status: 'Started' }, '2026-11-21 21:31:12'),
      update({ status: 'Started' }, '2026-11-21 21:31:11'),
    ])
    expect([good, late]).toMatchObject([{ ok: true }, { ok: false, failure: { kind: 'stale' } }])
    expect(calls[1]?.headers).toEqual({})
  })

  test('of nothing that EspoCRM has only reads', async () => {
    const { session, calls } = desk({ [`GET ${one}`]: [{ body: task }] })
    expect(await connector.write(session, 'task', [update({ colour: 'red' })])).toMatchObject([{ ok: true }])
    expect(names(calls)).toEqual([`GET ${one}`])
  })

  test.each([
    ['a value', fixture('espocrm', 'invalid'), 'deal', 'stage'],
    ['a person who is not there', fixture('espocrm', 'no-target'), 'task', 'owner'],
    [
      'a person who may not have it',
      { status: 403, headers: reason('Assignment failure: assigned user or team not allowed.') },
      'task',
      'owner',
    ],
  ])('refused for %s names our field', async (_, answer, entity, field) => {
    const type = entity === 'deal' ? 'Opportunity' : 'Task'
    const { session } = desk({ [`PUT /${type}/${task.id}`]: [answer] })
    const [result] = await connector.write(session, entity, [update({ owner: 'u9' })])
    expect(result).toMatchObject({ ok: false, unanswered: false, failure: { kind: 'rejected', field } })
  })

  test('that breaks the server counts against the record', async () => {
    const { session } = desk({ [`PUT ${one}`]: [{ status: 500, body: '' }] })
    const [result] = await connector.write(session, 'task', [update({ status: 'Started' })])
    expect(result).toMatchObject({ ok: false, unanswered: true, failure: { kind: 'unexpected' } })
  })

  test('that cannot even look, because the server is broken, counts against no record', async () => {
    const { session } = desk({ 'GET /Task': [{ status: 500, body: '' }] })
    const [result] = await connector.write(session, 'task', [create()])
    expect(result).toMatchObject({ ok: false, unanswered: false, failure: { kind: 'unavailable' } })
  })
})

describe('a delete', () => {
  test('compares the version by reading just before', async () => {
    const { session, calls } = desk({ [`GET ${one}`]: [{ body: task }], [`DELETE ${one}`]: [{ body: true }] })
    expect(await connector.write(session, 'task', [remove()])).toEqual([{ ok: true, row: null }])
    expect(names(calls)).toEqual([`GET ${one}`, `DELETE ${one}`])
  })

  test.each([
    ['changed since', { body: { ...task, versionNumber: 4 } }, 'stale'],
    ['is gone', { status: 404, headers: reason('Record x does not exist.') }, 'gone'],
  ])('of a record that %s deletes nothing', async (_, present, kind) => {
    const { session, calls } = desk({ [`GET ${one}`]: [present] })
    expect(await connector.write(session, 'task', [remove()])).toMatchObject([
      { ok: false, failure: { kind } },
    ])
    expect(names(calls)).toEqual([`GET ${one}`])
  })
})

describe('several writes', () => {
  test('one bad row fails alone, and results keep their order', async () => {
    const { session } = desk({
      [`PUT ${one}`]: [fixture('espocrm', 'invalid'), { body: task }],
      [`GET ${one}`]: [{ body: task }],
    })
    const results = await connector.write(session, 'task', [
      update({ status: 'x' }),
      update({ status: 'Started' }),
    ])
    expect(results.map(result => result.ok)).toEqual([false, true])
  })

  test('after a server that is down nothing more is sent', async () => {
    const { session, calls } = desk({ [`PUT ${one}`]: [{ status: 503 }] })
    const results = await connector.write(session, 'task', [
      update({ status: 'Started' }),
      update({ status: 'Started' }),
    ])
    expect(results.map(result => !result.ok && result.unanswered)).toEqual([true, false])
    expect(calls).toHaveLength(1)
  })

  test.each(['project', 'progress'])(
    'a deal without a field for its %s says which setting is missing',
    async field => {
      const { session, calls } = desk({})
      const [result] = await connector.write(session, 'deal', [update({ [field]: null })])
      expect(result).toMatchObject({ ok: false, failure: { kind: 'rejected', field } })
      expect(calls).toEqual([])
    },
  )

  test('users are not written', async () => {
    const { session } = desk({})
    expect(await connector.write(session, 'user', [update({ name: 'x' })])).toMatchObject([
      { ok: false, failure: { kind: 'rejected' } },
    ])
  })
})
