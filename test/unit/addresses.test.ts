import type { LookupFunction } from 'node:net'
import { createServer } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import espocrm from '../../connectors/espocrm/index.ts'
import redmine from '../../connectors/redmine/index.ts'
import crm from '../../connectors/zoho-crm/index.ts'
import projects from '../../connectors/zoho-projects/index.ts'
import { mayStandAt, type Whereabouts } from '../../src/engine/addresses.ts'
import { routeTo } from '../../src/engine/hosts.ts'
import { exchange, httpClient } from '../../src/engine/http.ts'
import { type Connector, VendorError } from '../../src/spi/index.ts'

const at: readonly (readonly [string, string, boolean, boolean])[] = [
  ['on the internet', '8.8.8.8', true, true],
  ['on the internet, IPv6', '2a00:1450:4001:80b::200e', true, true],
  ['on the internet, through NAT64', '64:ff9b::808:808', true, true],
  ['this machine', '127.0.0.1', false, true],
  ['this machine, another way', '127.8.8.8', false, true],
  ['this machine, IPv6', '::1', false, true],
  ['this machine, as IPv6', '::ffff:127.0.0.1', false, true],
  ['this machine, through NAT64', '64:ff9b::7f00:1', false, true],
  ['a private network', '10.1.2.3', false, true],
  ['a private network', '172.16.0.1', false, true],
  ['just beside a private network', '172.32.0.1', true, true],
  ['a private network', '192.168.178.20', false, true],
  ['a private network, IPv6', 'fd12:3456::1', false, true],
  ['behind a carrier', '100.64.0.9', false, true],
  ["a cloud's words to its machines", '169.254.169.254', false, false],
  ["a cloud's words, as IPv6", '::ffff:169.254.169.254', false, false],
  ["a cloud's words, through NAT64", '64:ff9b::a9fe:a9fe', false, false],
  ["another cloud's words", 'fd00:ec2::254', false, false],
  ["a third cloud's words", '100.100.100.200', false, false],
  ['a neighbour on the wire', 'fe80::1', false, false],
  ['nowhere', '0.0.0.0', false, false],
  ['nowhere, IPv6', '::', false, false],
  ['many at once', '224.0.0.251', false, false],
  ['everybody', '255.255.255.255', false, false],
  ['no address', 'crm.example.test', false, false],
]

test.each(at)(
  '%s (%s): a vendor may stand there: %s, a server of one’s own: %s [I12]',
  (_, address, isPublic, isOwn) => {
    expect([mayStandAt('public', address), mayStandAt('own', address)]).toEqual([isPublic, isOwn])
    expect(mayStandAt('anywhere', address)).toBe(true)
  },
)

test('connectors of clouds are reached on the internet only, those of one’s own servers where they stand [I12]', () => {
  const settings = { url: 'https://tool.example.test', dc: 'eu', portal: 'zylker' }
  const connectors: readonly Connector[] = [crm, projects, redmine, espocrm]
  const where = connectors.map(({ name, hosts, selfHosted }) => {
    const [host] = hosts(settings)
    return [name, routeTo(`https://${host}/`, { hosts: hosts(settings), selfHosted }, new Map()).where]
  })
  expect(Object.fromEntries(where)).toEqual({
    'zoho-crm': 'public',
    'zoho-projects': 'public',
    redmine: 'own',
    espocrm: 'own',
  })
})

describe('a name server that is not to be trusted', () => {
  let visits = 0
  const server = createServer(socket => {
    visits += 1
    socket.destroy()
  })
  let port = 0
  beforeAll(async () => {
    await new Promise<void>(listening => void server.listen(0, '127.0.0.1', listening))
    const bound = server.address()
    if (bound !== null && typeof bound === 'object') port = bound.port
  })
  beforeEach(() => {
    visits = 0
  })
  afterAll(() => void server.close())

  /** Says these addresses, one after the other, and the last one for ever. */
  function says(...answers: readonly (readonly string[])[]): LookupFunction {
    const left = [...answers]
    return (_, __, answer) => {
      const addresses = left.length > 1 ? left.shift() : left[0]
      answer(
        null,
        (addresses ?? []).map(address => ({ address, family: address.includes(':') ? 6 : 4 })),
      )
    }
  }

  const asked = (where: Whereabouts, lookup: LookupFunction, host = 'www.vendor.test') =>
    exchange(
      httpClient(500, lookup),
      { method: 'GET', url: `https://${host}/` },
      { url: `https://${host}:${port}/`, instead: null, where },
      { authorization: 'secret' },
    ).catch((error: unknown) => error)

  test.each([
    ['says this machine', says(['127.0.0.1'])],
    ['says a public address and this machine', says(['192.0.2.1', '127.0.0.1'])],
    ['says this machine as IPv6', says(['::ffff:127.0.0.1'])],
  ])('%s: a vendor is not asked, and the words say why [I12]', async (_, lookup) => {
    const error = await asked('public', lookup)
    expect(error).toBeInstanceOf(VendorError)
    expect(error).toMatchObject({
      failure: { kind: 'unavailable', message: expect.stringContaining('www.vendor.test is said to be at') },
      unanswered: false,
    })
    expect(visits).toBe(0)
  })

  test('says another address the second time: each connection is looked at [I12]', async () => {
    const rebinding = says(['127.0.0.1'], ['169.254.169.254'])
    await asked('own', rebinding)
    expect(visits).toBe(1)
    expect(await asked('own', rebinding)).toMatchObject({ failure: { code: 'baton/wrong-address' } })
    expect(visits).toBe(1)
  })

  test('a server of one’s own is reached inside the network [I12]', async () => {
    await asked('own', says(['127.0.0.1']))
    expect(visits).toBe(1)
  })

  test.each([
    ['public', '127.0.0.1'],
    ['public', '[::ffff:127.0.0.1]'],
    ['own', '169.254.169.254'],
    ['own', '[fe80::1]'],
  ] as const)('an address in place of a name is no way around it: %s %s [I12]', async (where, host) => {
    expect(await asked(where, says(['8.8.8.8']), host)).toMatchObject({
      failure: { code: 'baton/wrong-address' },
    })
    expect(visits).toBe(0)
  })
})
