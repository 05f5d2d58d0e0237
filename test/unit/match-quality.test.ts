import { expect, test } from 'vitest'
import { compare, suggestFrom } from '../../src/core/matching/compare.ts'
import { companies } from '../support/companies.ts'
import { comparable, readCompany } from '../support/comparable.ts'

test.each([
  ['name alone', { name: 'name' }, 0.9, 0.97],
  ['name, website and phone', { name: 'name', website: 'website', phone: 'phone' }, 0.92, 0.98],
  ['everything', { name: 'name', website: 'website', phone: 'phone', city: 'city' }, 0.93, 0.98],
] as const)(
  'of thousands of companies, what is suggested is right and few are missed: %s',
  (_, from, precision, recall) => {
    const known = 1000
    const both = companies(known, 1)
    const pairs = comparable(both.crm.map(readCompany(from)), both.pm.map(readCompany(from)))
    const found = pairs.filter(([one, other]) => compare(one.profile, other.profile).score >= suggestFrom)
    const right = found.filter(([one, other]) => one.truth === other.truth)
    expect(right.length / found.length).toBeGreaterThan(precision)
    expect(right.length / known).toBeGreaterThan(recall)
    expect(pairs.length).toBeLessThan(20 * known)
  },
)
