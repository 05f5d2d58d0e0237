import { lookup as systemLookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { mayStandAt, type Whereabouts } from './addresses.ts'

/** A name led to an address where its host cannot stand. */
export class WrongAddress extends Error {}

/**
 * Looks a name up for one connection, and answers only where every address may be reached: what is checked is what is
 * connected to, so a name that answers otherwise the next time is refused the next time.
 */
export function guardedLookup(where: Whereabouts, lookup: LookupFunction = systemLookup): LookupFunction {
  return (hostname, options, answer) =>
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const all = Array.isArray(found) ? found : []
      const wrong = all.find(({ address }) => !mayStandAt(where, address))
      const [first] = all
      if (error || wrong || !first) return answer(error ?? refusal(hostname, wrong?.address, where), [])
      if (options.all) answer(null, all)
      else answer(null, first.address, first.family)
    })
}

/** A host that is an address is looked up by nobody. Throws a `WrongAddress`. */
export function checkLiteral(where: Whereabouts, hostname: string): void {
  const address = hostname.replace(/^\[(.*)\]$/, '$1')
  if (isIP(address) !== 0 && !mayStandAt(where, address)) throw refusal(hostname, address, where)
}

function refusal(hostname: string, address: string | undefined, where: Whereabouts): WrongAddress {
  const kind = where === 'public' ? 'which is inside a network' : 'which is no server'
  if (address === undefined) return new WrongAddress(`${hostname} has no address.`)
  return new WrongAddress(
    `${hostname} is said to be at ${address}, ${kind}: it is not asked. Look at your name server; BATON_HOSTS sends a host elsewhere on purpose.`,
  )
}
