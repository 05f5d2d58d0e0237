import { blockAtMost, blocksOf } from '../../src/core/matching/blocks.ts'
import { type Profile, type ProfileFields, readProfile } from '../../src/core/matching/profile.ts'
import type { Company } from './companies.ts'

/** A company as matching reads it. */
export interface Read {
  readonly truth: number
  readonly profile: Profile
}

export const readCompany =
  (from: ProfileFields) =>
  (company: Company): Read => ({ truth: company.truth, profile: readProfile(company.fields, from) })

/** As the store does it: rows that share a block are compared, and blocks that too many share do not count. */
export function comparable(crm: readonly Read[], pm: readonly Read[]): readonly (readonly [Read, Read])[] {
  const blocks = { crm: blocked(crm), pm: blocked(pm) }
  return crm.flatMap(one => {
    const own = blocksOf(one.profile).filter(block => blocks.crm.has(block))
    const others = new Set(own.flatMap(block => blocks.pm.get(block) ?? []))
    return [...others].map(other => [one, other] as const)
  })
}

function blocked(rows: readonly Read[]): ReadonlyMap<string, readonly Read[]> {
  const pairs = rows.flatMap(row => blocksOf(row.profile).map(block => ({ block, row })))
  const all = Map.groupBy(pairs, pair => pair.block)
  const small = [...all].filter(([, read]) => read.length <= blockAtMost)
  return new Map(small.map(([block, read]) => [block, read.map(one => one.row)]))
}
