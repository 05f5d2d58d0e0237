import { describe, expect, test } from 'vitest'
import connector from '../../connectors/zoho-projects/index.ts'
import type { Fields, VendorRequest, Write } from '../../src/spi/index.ts'
import { type Canned, fake, fixture, nameOf } from './zoho-fake.ts'

const settings = { dc: 'us', portal: 'zylkerpm' }
const facts = { portal: '60000001', portalName: 'zylkerpm', timeZone: 'Europe/Berlin' }
const id = '2490000000010001'
const project = fixture('zoho-projects', 'project')
const empty: Canned = { status: 204 }
const linked: Canned = { body: [{ id: '70', name: 'Zylker' }] }
const refused: Canned = {
  status: 400,
  body: { error: { title: 'URL_RULE_NOT_CONFIGURED', status_code: '400' } },
}

const open = (answers: Parameters<typeof fake>[1]) => fake(connector, answers, settings, facts)
const create = (fields: Fields): Write => ({ op: 'create', key: 'bt-deal-9', fields })
const update = (fields: Fields, ifVersion: string | null = null): Write => ({
  op: 'update',
  id,
  ifVersion,
  fields,
})
const sentIn = (calls: readonly VendorRequest[], name: string) =>
  calls.find(call => nameOf(call) === name)?.json
const base = {
  'GET /projects': [empty],
  'POST /projects': [{ status: 201, body: { id, name: 'Zylker roll-out' } }],
  [`GET /projects/${id}`]: [project],
  [`GET /projects/${id}/clients`]: [empty],
}

describe('a new project', () => {
  const cases: readonly (readonly [string, Fields, object])[] = [
    [
      'its name and dates',
      { start: '2026-11-10', end: '2027-02-26' },
      { start_date: '2026-11-10', end_date: '2027-02-26' },
    ],
    ['its description', { description: '<p>x</p>' }, { description: '<p>x</p>' }],
    ['its owner', { owner: '7' }, { owner: { zpuid: '7' } }],
    ['no owner of its own', { owner: null }, {}],
    ['a template by id', { template: '9001' }, { copy_from: '9001' }],
    ['no template', { template: null }, {}],
    ['a group by id', { group: '221' }, { project_group: { id: '221' } }],
    ['nothing of what is shown only', { strict: true, progress: 4, closed: true, openTasks: 1 }, {}],
  ]
  test.each(cases)('is sent with %s', async (_, fields, expected) => {
    const { session, calls } = open(base)
    const results = await connector.write(session, 'project', [create({ name: 'P', ...fields })])
    expect(results).toMatchObject([
      { ok: true, row: { id, fields: { name: 'Zylker roll-out', client: null } } },
    ])
    expect(sentIn(calls, 'POST /projects')).toEqual({ name: 'P', ...expected, cf_baton_key: 'bt-deal-9' })
  })

  test('takes templates and groups by name, and never a plain project for a template', async () => {
    const answers = {
      ...base,
      'GET /projects': [fixture('zoho-projects', 'projects')],
      'GET /projectgroups': [{ body: [{ id: '221', name: 'Delivery' }] }],
    }
    const { session, calls } = open(answers)
    const writes = [
      create({ name: 'P', template: 'Onboarding', group: 'Delivery' }),
      create({ template: 'Zylker roll-out' }),
    ]
    expect(await connector.write(session, 'project', writes)).toMatchObject([
      { ok: true },
      { ok: false, failure: { kind: 'rejected', field: 'template' }, unanswered: false },
    ])
    expect(sentIn(calls, 'POST /projects')).toMatchObject({
      copy_from: '2490000000010002',
      project_group: { id: '221' },
    })
  })

  test('gets its client in a second call', async () => {
    const answers = {
      ...base,
      [`POST /projects/${id}/associate-client`]: [{ status: 200, body: {} }],
      [`GET /projects/${id}/clients`]: [empty, linked],
    }
    const { session, calls } = open(answers)
    expect(await connector.write(session, 'project', [create({ name: 'P', client: '70' })])).toMatchObject([
      { ok: true, row: { fields: { client: '70' } } },
    ])
    expect(sentIn(calls, 'POST /projects')).not.toHaveProperty('client')
    expect(sentIn(calls, `POST /projects/${id}/associate-client`)).toEqual({ ids: ['70'] })
  })

  test.each([
    ['is unknown', refused],
    ['is forbidden', { status: 403 }],
    ['is not understood', { status: 400 }],
  ])('stands without a client where the link %s', async (_, canned) => {
    const { session } = open({ ...base, [`POST /projects/${id}/associate-client`]: [canned] })
    expect(await connector.write(session, 'project', [create({ name: 'P', client: '70' })])).toMatchObject([
      { ok: true, row: { id, fields: { client: null } } },
    ])
  })

  test('is unanswered where the link may work in a while, and the next try completes it', async () => {
    const busy = open({ ...base, [`POST /projects/${id}/associate-client`]: [{ status: 429 }] })
    expect(
      await connector.write(busy.session, 'project', [create({ name: 'P', client: '70' })]),
    ).toMatchObject([{ ok: false, failure: { kind: 'throttled' }, unanswered: true }])
    const made = { body: [{ ...(project.body as object), cf_baton_key: 'bt-deal-9' }] }
    const answers = {
      ...base,
      'GET /projects': [made],
      [`POST /projects/${id}/associate-client`]: [{ body: {} }],
      [`GET /projects/${id}/clients`]: [empty, linked],
    }
    const again = open(answers)
    expect(
      await connector.write(again.session, 'project', [create({ name: 'P', client: '70' })]),
    ).toMatchObject([{ ok: true, row: { id, fields: { client: '70' } } }])
    expect(again.calls.map(nameOf)).not.toContain('POST /projects')
  })

  test.each([
    ['cut', { cut: true as const }, true],
    ['garbled', { status: 201, body: '<html>' }, true],
    ['refused', { status: 400, body: { error: { title: 'LESS_THAN_MIN_OCCURANCE' } } }, false],
  ])('whose answer is %s', async (_, canned, unanswered) => {
    const { session } = open({ ...base, 'POST /projects': [canned] })
    expect(await connector.write(session, 'project', [create({ name: 'P' })])).toMatchObject([
      { ok: false, unanswered },
    ])
  })
})

describe('a changed project', () => {
  const patch = `PATCH /projects/${id}`

  test('is patched and read back', async () => {
    const { session, calls } = open({ ...base, [patch]: [{ body: {} }] })
    const results = await connector.write(session, 'project', [
      update({ end: null, template: 'x' }, '2026-11-03T09:30:00.000Z'),
    ])
    expect(results).toMatchObject([{ ok: true, row: { id } }])
    expect(sentIn(calls, patch)).toEqual({ end_date: null })
  })

  test('is linked to another client without a patch', async () => {
    const answers = {
      ...base,
      [`POST /projects/${id}/associate-client`]: [{ body: {} }],
      [`GET /projects/${id}/clients`]: [empty, linked],
    }
    const { session, calls } = open(answers)
    expect(await connector.write(session, 'project', [update({ client: '70' })])).toMatchObject([
      { ok: true },
    ])
    expect(calls.map(nameOf)).not.toContain(patch)
  })

  test('that has the client already is not linked again', async () => {
    const { session, calls } = open({ ...base, [`GET /projects/${id}/clients`]: [linked] })
    await connector.write(session, 'project', [update({ client: '70' })])
    expect(calls.map(nameOf)).not.toContain(`POST /projects/${id}/associate-client`)
  })

  test.each([
    ['keeps its client', { client: null }, null, 'rejected'],
    ['is left alone when it changed since', { name: 'x' }, '2026-11-01T00:00:00.000Z', 'stale'],
  ])('%s', async (_, fields, version, kind) => {
    const { session } = open(base)
    expect(await connector.write(session, 'project', [update(fields, version)])).toMatchObject([
      { ok: false, failure: { kind } },
    ])
  })
})

describe('a removed project', () => {
  const remove = (ifVersion: string | null): Write => ({ op: 'delete', id, ifVersion })
  test.each([
    ['goes to the trash', null, empty, { ok: true, row: null }],
    ['stays when it changed', '2026-11-01T00:00:00.000Z', empty, { ok: false, failure: { kind: 'stale' } }],
    ['was there already', null, { status: 410 }, { ok: false, failure: { kind: 'gone' } }],
  ])('%s', async (_, version, canned, expected) => {
    const { session } = open({ ...base, [`POST /projects/${id}/trash`]: [canned] })
    expect(await connector.write(session, 'project', [remove(version)])).toMatchObject([expected])
  })
})
