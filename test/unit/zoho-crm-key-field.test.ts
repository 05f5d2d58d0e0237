import { expect, test } from 'vitest'
import type { Sandbox } from '#spi'
import crm from '../../connectors/zoho-crm/index.ts'
import { sandboxBench } from '../conformance/sandbox-bench.ts'

const field = { module: 'Tasks', api_name: 'Baton_Key' }
const admin = { as: 'Ada Sync', module: 'Fields' } as const

/** An organisation whose tasks have no key field, as a fresh one has none. */
async function open(prepare: (sandbox: Sandbox) => void = () => {}) {
  const bench = await sandboxBench(crm, sandbox => {
    sandbox.person({ ...admin, does: 'remove', fields: field })
    prepare(sandbox)
  })
  const ground = await bench.open()
  const state = async () => (await crm.check(ground.session)).facts['keyField.task']
  return { ...ground, state, prepared: () => crm.prepare?.(ground.session) }
}

test('is made in Tasks, and then one key makes one task', async () => {
  const { session, account, state, prepared } = await open()
  expect(crm.createsOnce?.(account.facts, 'task')).toBe(false)
  expect(await prepared()).toEqual(['the field Baton_Key in Tasks, without duplicate values'])
  expect(await state()).toBe('unique')
  const ready = { ...session, facts: (await crm.check(session)).facts }
  const write = { op: 'create', key: 'k1', fields: { title: 'Kick-off' } } as const
  const [first] = await crm.write(ready, 'task', [write])
  const [again] = await crm.write(ready, 'task', [write])
  const existingId = first?.ok ? first.row?.id : 'none'
  expect(again).toMatchObject({ ok: false, failure: { kind: 'duplicate', existingId } })
})

test('is made once: where it is there, nothing is asked for', async () => {
  const { session, asked, prepared } = await open()
  await prepared()
  const before = asked.length
  await crm.prepare?.({ ...session, facts: (await crm.check(session)).facts })
  expect(asked.slice(before).filter(({ method }) => method === 'POST')).toEqual([])
})

test.each<[string, (sandbox: Sandbox) => void]>([
  [
    'the consent lacks the scope',
    sandbox =>
      sandbox.turn(
        'scopes',
        'ZohoCRM.modules.ALL,ZohoCRM.users.READ,ZohoCRM.org.READ,ZohoCRM.settings.fields.READ,ZohoCRM.settings.layouts.READ,ZohoCRM.settings.pipeline.READ,ZohoCRM.coql.READ',
      ),
  ],
  ['Baton signs in as no admin', sandbox => sandbox.turn('token-user', 'bo@example.test')],
  [
    'all unique fields are given away',
    sandbox => {
      for (const api_name of ['One', 'Two'])
        sandbox.person({
          ...admin,
          does: 'add',
          fields: { module: 'Tasks', api_name, data_type: 'text', unique: true },
        })
    },
  ],
  [
    'another field has its label',
    sandbox =>
      void sandbox.person({
        ...admin,
        does: 'add',
        fields: { module: 'Tasks', api_name: 'Other', field_label: 'Baton Key', data_type: 'text' },
      }),
  ],
])('is asked of an admin where %s', async (_, prepare) => {
  const { session, account, prepared, state } = await open(prepare)
  expect(await prepared()).toEqual([])
  expect(await state()).toBe('missing')
  const ask = { now: '2026-11-02T09:15:30.000Z', callback: null, rows: {} }
  const found = await crm.doctor?.({ ...session, facts: account.facts }, ask)
  expect(found?.map(({ what }) => what)).toContain('Tasks have no field Baton_Key: Baton creates none.')
})

test('that came out under another name is told as missing', async () => {
  const { state, prepared } = await open(sandbox => sandbox.turn('made-field-name', 'numbered'))
  expect(await prepared()).toHaveLength(1)
  expect(await state()).toBe('missing')
})

test('is left to the admin where the settings say so', async () => {
  const { session, asked } = await open()
  const before = asked.length
  await crm.prepare?.({ ...session, settings: { ...session.settings, makeKeyField: 'no' } })
  expect(asked.length).toBe(before)
})

test('is tried again later when the CRM is down', async () => {
  const { sandbox, prepared } = await open()
  sandbox?.fault({ fault: 'down', match: 'settings/fields' })
  await expect(prepared()).rejects.toMatchObject({ failure: { kind: 'unavailable' } })
})
