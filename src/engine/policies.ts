import type { MappingPolicy } from '../core/policy.ts'
import type { Side } from '../core/value.ts'
import { bindMapping } from '../mapping/bind.ts'
import { loadMapping } from '../mapping/load.ts'
import type { Problem } from '../mapping/problems.ts'
import type { Registry } from './registry.ts'

export type CheckedMapping =
  | { readonly ok: true; readonly name: string; readonly policy: MappingPolicy }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** From the text of a mapping file to the policy that the core understands; all mistakes at once. */
export function checkMapping(text: string, file: string, registry: Registry): CheckedMapping {
  const loaded = loadMapping(text, file)
  if (!loaded.ok) return loaded
  const { mapping, places } = loaded
  const candidates = { crm: registry.get(mapping.crm), pm: registry.get(mapping.pm) }
  const bound = bindMapping(mapping, places, candidates)
  return bound.ok ? { ok: true, name: mapping.name, policy: bound.policy } : bound
}

const kept = new Map<string, MappingPolicy>()

/** The policy of a mapping that was checked before it was stored. Each text is read once in a process. */
export function policyOf(text: string, name: string, registry: Registry): MappingPolicy {
  const known = kept.get(text)
  if (known) return known
  const checked = checkMapping(text, name, registry)
  if (!checked.ok)
    throw new Error(`The mapping ${name} no longer holds: ${checked.problems.map(wordsOf).join('; ')}`)
  kept.set(text, checked.policy)
  return checked.policy
}

/** `file:line:column message advice`, as editors like it. */
export function wordsOf(problem: Problem): string {
  return `${problem.file}:${problem.line}:${problem.column} ${problem.message} ${problem.advice}`
}

/** The entities on one side that a policy concerns. */
export function entitiesOn(policy: MappingPolicy, side: Side): string[] {
  return [...new Set(Object.values(policy.pairs).map(pair => pair.entity[side]))]
}
