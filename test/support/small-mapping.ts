import { textLens } from '../../src/core/lenses/text.ts'
import type { SeenRow, Sighting } from '../../src/core/plan.ts'
import type { FieldRule, PairPolicy } from '../../src/core/policy.ts'
import type { Fields } from '../../src/core/value.ts'

/** A text that goes both ways, called the same on both sides. */
export function fieldRule(name: string, choices: Partial<FieldRule> = {}): FieldRule {
  return { crm: name, pm: name, lens: textLens(), flow: 'both', tie: 'hold', ...choices }
}

/** A pair of entities with the safe choices: ties are held, nothing is created unasked, deletions only unlink. */
export function smallMapping(fields: readonly FieldRule[], choices: Partial<PairPolicy> = {}): PairPolicy {
  return {
    name: 'tasks',
    entity: { crm: 'task', pm: 'task' },
    fields,
    create: [],
    whenGone: { crm: 'unlink', pm: 'unlink' },
    atLink: 'crm',
    rules: [],
    onRefusal: 'keep',
    anchor: null,
    needsAnchor: false,
    createWhen: 'seen',
    match: null,
    when: null,
    project: {},
    only: { crm: {}, pm: {} },
    members: null,
    ...choices,
  }
}

export function rowWith(fields: Fields, changedAt: string | null = null): SeenRow {
  return { id: '7', fields, changedAt }
}

export function sees(fields: Fields, changedAt: string | null = null): Sighting {
  return { seen: 'row', row: rowWith(fields, changedAt) }
}
