import { expect, test } from 'vitest'
import { blockAtMost, blocksOf } from '../../src/core/matching/blocks.ts'
import { compare, suggestFrom } from '../../src/core/matching/compare.ts'
import { type Profile, type ProfileFields, readProfile } from '../../src/core/matching/profile.ts'
import { type Company, companies } from '../support/companies.ts'

interface Read {
  readonly truth: number
  readonly profile: Profile
}

/** As the store does it: rows that share a block are compared, and blocks that too many share do not count. */
function comparable(crm: readonly Read[], pm: readonly Read[]): readonly (readonly [Read, Read])[] {
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

const read =
  (from: ProfileFields) =>
  (company: Company): Read => ({ truth: company.truth, profile: readProfile(company.fields, from) })

test.each([
  ['name alone', { name: 'name' }, 0.9, 0.97],
  ['name, website and phone', { name: 'name', website: 'website', phone: 'phone' }, 0.92, 0.98],
  ['everything', { name: 'name', website: 'website', phone: 'phone', city: 'city' }, 0.93, 0.98],
] as const)(
  'of thousands of companies, what is suggested is right and few are missed: %s',
  (_, from, precision, recall) => {
    const known = 1000
    const both = companies(known, 1)
    const pairs = comparable(both.crm.map(read(from)), both.pm.map(read(from)))
    const found = pairs.filter(([one, other]) => compare(one.profile, other.profile).score >= suggestFrom)
    const right = found.filter(([one, other]) => one.truth === other.truth)
    expect(right.length / found.length).toBeGreaterThan(precision)
    expect(right.length / known).toBeGreaterThan(recall)
    expect(pairs.length).toBeLessThan(20 * known)
  },
)
