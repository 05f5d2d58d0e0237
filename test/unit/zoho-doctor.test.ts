import { describe, expect, test } from 'vitest'
import type { Connector, DoctorAsk, Sandbox } from '#spi'
import crm from '../../connectors/zoho-crm/index.ts'
import projects from '../../connectors/zoho-projects/index.ts'
import { sandboxBench } from '../conformance/sandbox-bench.ts'

const callback = 'https://baton.example.test/hooks/crm'
const now = '2026-11-02T09:15:30.000Z'
const quiet: DoctorAsk = { now, callback: null, rows: {} }

async function open(connector: Connector, prepare?: (sandbox: Sandbox) => void) {
  const ground = await (await sandboxBench(connector, prepare)).open()
  const found = async (ask: DoctorAsk = quiet) => (await connector.doctor?.(ground.session, ask)) ?? []
  return {
    ...ground,
    whatIsFound: async (ask?: DoctorAsk) => (await found(ask)).map(({ is, what }) => `${is}: ${what}`),
  }
}

describe('Zoho CRM: the doctor', () => {
  test('reads only', async () => {
    const { asked, whatIsFound } = await open(crm)
    await whatIsFound()
    expect(
      asked
        .map(({ method, url }) => `${method} ${new URL(url).pathname}`)
        .filter(each => !/^GET |coql$/.test(each)),
    ).toEqual([])
  })

  test('names each scope that the consent lacks', async () => {
    const { sandbox, whatIsFound } = await open(crm)
    sandbox?.turn(
      'scopes',
      'ZohoCRM.modules.deals.ALL,ZohoCRM.users.READ,ZohoCRM.settings.fields.READ,ZohoCRM.settings.pipeline.READ',
    )
    const scopes = (await whatIsFound()).flatMap(each => /scope (\S+);/.exec(each)?.[1] ?? [])
    expect(scopes).toEqual([
      'ZohoCRM.modules.accounts.ALL',
      'ZohoCRM.modules.contacts.READ',
      'ZohoCRM.modules.tasks.ALL',
      'ZohoCRM.org.READ',
      'ZohoCRM.settings.layouts.READ',
      'ZohoCRM.coql.READ',
      'ZohoCRM.notifications.ALL',
      'ZohoCRM.modules.notes.ALL',
    ])
  })

  test('says where notes come late, as to a user who is no administrator', async () => {
    const { whatIsFound } = await open(crm, sandbox => sandbox.turn('token-user', 'bo@example.test'))
    expect(await whatIsFound()).toContain(
      "doubtful: Baton's user is no administrator: new notes are found late.",
    )
  })

  test('finds a key field that is missing, and one that may repeat', async () => {
    const { whatIsFound } = await open(crm, sandbox => {
      const fields = { module: 'Tasks', api_name: 'Baton_Key' }
      sandbox.person({ as: 'Ada Sync', does: 'remove', module: 'Fields', fields })
      sandbox.person({
        as: 'Ada Sync',
        does: 'edit',
        module: 'Fields',
        fields: { ...fields, module: 'Deals', unique: false },
      })
    })
    expect(await whatIsFound()).toEqual(
      expect.arrayContaining([
        'doubtful: Tasks have no field Baton_Key: Baton creates none.',
        'doubtful: Baton_Key of Deals may repeat: Baton has to ask before it creates.',
      ]),
    )
  })

  test('finds no channel, then one, then one that ends within a day', async () => {
    const { session, whatIsFound } = await open(crm)
    const ask = { now, callback, rows: {} }
    const told = async (at: string) =>
      (await whatIsFound({ ...ask, now: at })).filter(each => /channel/.test(each))
    expect(await told(now)).toEqual([
      'doubtful: No notification channel is open: changes come by polling only.',
    ])
    await crm.webhooks.subscribe?.(session, { callback, secret: 'x'.repeat(20), entities: ['task'], now })
    expect(await told(now)).toEqual([])
    expect(await told('2026-11-08T20:00:00.000Z')).toEqual([
      expect.stringMatching(/ends at 2026-11-09T.*within a day/),
    ])
  })

  test('finds another edition than the settings say', async () => {
    const { sandbox, whatIsFound } = await open(crm)
    expect(await whatIsFound()).toEqual([])
    sandbox?.turn('edition', 'standard')
    expect(await whatIsFound()).toEqual([
      'doubtful: The organisation is on the edition "standard", the setting says "enterprise".',
    ])
  })
})

/** The box keeps its templates out of the list of projects. */
const unlisted = 'doubtful: The portal does not list its project templates.'

describe('Zoho Projects: the doctor', () => {
  test('finds nothing in a portal that is set up, but that its templates have to be named by their ids', async () => {
    const { whatIsFound } = await open(projects)
    expect(await whatIsFound()).toEqual([unlisted])
  })

  test('names each scope that the consent lacks', async () => {
    const { sandbox, session, whatIsFound } = await open(projects)
    await projects.write(session, 'project', [{ op: 'create', key: 'k1', fields: { name: 'Roll-out' } }])
    sandbox?.turn('granted-scopes', 'portals.READ,projects.ALL,users.READ')
    expect(await whatIsFound()).toEqual([
      expect.stringMatching(/^wrong: .*ZohoProjects\.tasks\.ALL/),
      expect.stringMatching(/^wrong: .*ZohoProjects\.projectgroups\.READ/),
      expect.stringMatching(/^wrong: .*ZohoProjects\.clients\.READ/),
      expect.stringMatching(/^wrong: .*ZohoProjects\.tags\.READ/),
      expect.stringMatching(/^wrong: .*ZohoProjects\.custom_fields\.READ/),
      expect.stringMatching(/^wrong: .*ZohoProjects\.status\.READ/),
      expect.stringMatching(/^wrong: .*ZohoProjects\.tasklists\.READ/),
      unlisted,
    ])
  })

  test('finds the projects that another connector has deals for', async () => {
    const { sandbox, session, whatIsFound } = await open(projects)
    const [made] = await projects.write(session, 'project', [
      { op: 'create', key: 'k1', fields: { name: 'Roll-out' } },
    ])
    const id = made?.ok ? (made.row?.id ?? '') : ''
    const ask = { ...quiet, rows: { project: [id] } }
    expect(await whatIsFound(ask)).toEqual([unlisted])
    const fields = { project: { id }, type: 'deals', name: 'Zylker roll-out' }
    sandbox?.person({ as: 'Ada Sync', does: 'add', module: 'CrmLinks', fields })
    expect(await whatIsFound(ask)).toEqual([
      unlisted,
      `wrong: Zoho's own CRM integration holds deals of the projects ${id}.`,
    ])
  })

  test('finds a key field that is missing', async () => {
    const { whatIsFound } = await open(projects, sandbox => {
      const field = sandbox.state().CustomFields?.find(each => each.of === 'tasks')
      sandbox.person({ as: 'Ada Sync', does: 'remove', module: 'CustomFields', id: String(field?.id) })
      sandbox.person({
        as: 'Ada Sync',
        does: 'add',
        module: 'CustomFields',
        fields: { module: 'tasks', api_name: 'cf_other' },
      })
    })
    expect(await whatIsFound()).toEqual([
      'wrong: The layouts of tasks have no field cf_baton_key: Baton creates none.',
      unlisted,
    ])
  })

  test('says where clients are out of reach; then none are pulled, and no project tells one', async () => {
    const { connector, session, account, whatIsFound } = await open(projects, sandbox =>
      sandbox.turn('forbidden-modules', 'clients'),
    )
    expect(await whatIsFound()).toEqual([
      expect.stringMatching(/^doubtful: Clients cannot be read or made here/),
      unlisted,
    ])
    expect(connector.outOfReach?.(account.facts)).toEqual(['client', 'contact'])
    expect(await connector.pull(session, { entity: 'client', since: null, cursor: null })).toMatchObject({
      rows: [],
    })
    const [made] = await connector.write(session, 'project', [
      { op: 'create', key: 'k1', fields: { name: 'Roll-out' } },
    ])
    expect(made?.ok && made.row?.fields.client).toBeUndefined()
  })
})
