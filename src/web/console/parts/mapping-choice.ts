import type { PairName } from '../../../core/policy.ts'
import { type ListedMapping, mappingList } from '../../../engine/verbs/mapping-list.ts'
import type { Visit } from '../page.ts'
import type { Field } from './form.ts'

export interface MappingChoice {
  /** The mapping that was asked for, or the first one; null: there is none. */
  readonly name: string | null
  readonly all: readonly ListedMapping[]
}

/** Which mapping a page is about, of those that are in use and have this section. */
export async function mappingChoice(visit: Visit, pair: PairName, asked: string): Promise<MappingChoice> {
  const { items } = await visit.ask(mappingList, {})
  const all = items.filter(one => one.state !== 'off' && one.pairs.includes(pair))
  return { all, name: (all.find(one => one.name === asked) ?? all[0])?.name ?? null }
}

/** The field to choose another one by; none where there is nothing to choose. */
export function mappingField({ name, all }: MappingChoice): readonly Field[] {
  if (all.length < 2 || name === null) return []
  return [{ name: 'mapping', label: 'Mapping', value: name, options: all.map(one => [one.name, one.name]) }]
}
