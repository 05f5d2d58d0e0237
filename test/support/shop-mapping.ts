import type { MappingPolicy, PairName, PairPolicy } from '../../src/core/policy.ts'
import type { Bound, Candidates } from '../../src/mapping/bind.ts'
import { bindMapping } from '../../src/mapping/bind.ts'
import { loadMapping } from '../../src/mapping/load.ts'
import { fakes } from './mapping-connectors.ts'
import { found } from './mapping-marks.ts'

/** The top of a mapping between the two made-up connectors. */
export const shopHead = `
version: 1
name: shop
title: Shop
crm: zoho-crm
pm: zoho-projects`

/** A whole mapping whose tasks have these fields, one to a line. */
export function tasksWith(fields: string): string {
  return `${shopHead}
deals: { pair: [deal, project] }
tasks:
  pair: [task, task]
  inside: deals
  fields:
${fields}`
}

function bind(text: string, connectors: Candidates): Bound {
  const loaded = loadMapping(text, 'shop.yaml')
  return loaded.ok ? bindMapping(loaded.mapping, loaded.places, connectors) : loaded
}

/** What is wrong with a text, each at its place. */
export function problemsIn(text: string): readonly string[] {
  const bound = bind(text, fakes)
  return bound.ok ? [] : found(bound.problems)
}

/** The policy of a text that has no mistakes. */
export function policyIn(text: string, connectors: Candidates = fakes): MappingPolicy {
  const bound = bind(text, connectors)
  if (!bound.ok) throw new Error(bound.problems.map(problem => problem.message).join('\n'))
  return bound.policy
}

export function pairOf(policy: MappingPolicy, name: PairName): PairPolicy {
  const pair = policy.pairs[name]
  if (!pair) throw new Error(`the policy has no ${name}`)
  return pair
}
