import { BlockList, isIP } from 'node:net'

/** Where a host may stand: anywhere on the internet; there or in a company's own network; or wherever an operator says. */
export type Whereabouts = 'public' | 'own' | 'anywhere'

/** No server of anybody's: this host, the neighbours on the wire (where clouds tell machines their secrets), everybody at once. */
const nowhere = [
  '0.0.0.0/8',
  '169.254.0.0/16',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '100.100.100.200/32',
  '::/128',
  'fe80::/10',
  'ff00::/8',
  'fd00:ec2::/32',
]

/** Inside a network, or set apart for documents and tests (IANA's special-purpose address registries). */
const inside = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '::1/128',
  '2001:db8::/32',
  'fc00::/7',
  'fec0::/10',
]

const forbidden: Readonly<Record<Exclude<Whereabouts, 'anywhere'>, BlockList>> = {
  public: listOf([...nowhere, ...inside]),
  own: listOf(nowhere),
}

/** Whether a host of this kind may stand at an address. IPv4 within IPv6, mapped or translated, counts as what it is. */
export function mayStandAt(where: Whereabouts, address: string): boolean {
  if (where === 'anywhere') return true
  const family = isIP(address)
  return family !== 0 && !forbidden[where].check(address, family === 6 ? 'ipv6' : 'ipv4')
}

function listOf(subnets: readonly string[]): BlockList {
  const list = new BlockList()
  for (const subnet of subnets) {
    const [net = '', bits] = subnet.split('/')
    const length = Number(bits)
    if (isIP(net) === 6) list.addSubnet(net, length, 'ipv6')
    else {
      list.addSubnet(net, length, 'ipv4')
      // How a network that speaks only IPv6 reaches the same address (RFC 6052).
      list.addSubnet(`64:ff9b::${net}`, 96 + length, 'ipv6')
    }
  }
  return list
}
