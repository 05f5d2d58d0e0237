import { readFileSync } from 'node:fs'
import zohoCrm from '../../connectors/zoho-crm/index.ts'
import zohoProjects from '../../connectors/zoho-projects/index.ts'
import type { MappingPolicy, PairName, PairPolicy } from '../../src/core/policy.ts'
import { bindMapping } from '../../src/mapping/bind.ts'
import { loadMapping } from '../../src/mapping/load.ts'

export const shippedText = readFileSync(new URL('../../mappings/zoho.yaml', import.meta.url), 'utf8')

/** The mapping that Baton ships, bound to the two connectors it names. */
export function shippedPolicy(): MappingPolicy {
  const loaded = loadMapping(shippedText, 'zoho.yaml')
  const connectors = { crm: zohoCrm, pm: zohoProjects }
  const bound = loaded.ok ? bindMapping(loaded.mapping, loaded.places, connectors) : loaded
  if (!bound.ok) throw new Error(bound.problems.map(problem => problem.message).join('\n'))
  return bound.policy
}

export function shippedPair(name: PairName): PairPolicy {
  const pair = shippedPolicy().pairs[name]
  if (!pair) throw new Error(`The shipped mapping has no ${name}.`)
  return pair
}
