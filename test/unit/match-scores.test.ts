import { describe, expect, test } from 'vitest'
import { blocksOf } from '../../src/core/matching/blocks.ts'
import { compare, suggestFrom } from '../../src/core/matching/compare.ts'
import { readProfile } from '../../src/core/matching/profile.ts'
import { readName } from '../../src/core/matching/read-name.ts'
import { readPhone } from '../../src/core/matching/read-phone.ts'
import { readMailDomain, readWebsite } from '../../src/core/matching/read-website.ts'
import type { Fields } from '../../src/core/value.ts'

const all = {
  name: 'name',
  website: 'website',
  phone: 'phone',
  email: 'email',
  city: 'city',
  country: 'country',
}
const profile = (fields: Fields | string) =>
  readProfile(typeof fields === 'string' ? { name: fields } : fields, all)

describe('a name taken apart', () => {
  test.each([
    ['Zylker GmbH & Co. KG', ['zylker'], 'gmbh co kg'],
    ['Zylker Sp. z o.o.', ['zylker'], 'sp z oo'],
    ['Zylker S.à r.l.', ['zylker'], 'sa rl'],
    ['Zylker, s.r.o.', ['zylker'], 'sro'],
    ['Zylker S.A. de C.V.', ['zylker'], 'sa de cv'],
    ['Zylker Private Limited', ['zylker'], 'pvt ltd'],
    ['ООО «Ромашка»', ['ромашка'], 'ооо'],
    ['株式会社山田', ['山田'], '株式会社'],
    ['PT Zylker Tbk', ['zylker'], 'pt tbk'],
    ['A.B.C. Bakery', ['abc', 'bakery'], null],
    ["Zylker Int'l Corp", ['zylker', 'international'], 'corp'],
    ['The House of Zylker', ['house', 'zylker'], null],
    ['Limited', ['limited'], null],
    ['and', ['and'], null],
    ['', [], null],
  ])('%s', (name, words, form) => {
    expect(readName(name)).toMatchObject({ words, form })
  })
})

test.each([
  ['https://shop.zylker.co.uk/about?x=1', 'zylker.co.uk'],
  ['WWW.Zylker.EXAMPLE', 'zylker.example'],
  ['zylker', null],
  ['http://192.0.2.1/', null],
  ['https://linkedin.com/company/zylker', null],
  ['', null],
])('the website %s is %s', (text, domain) => {
  expect(readWebsite(text)).toBe(domain)
})

test.each([
  ['Ada <ada@mail.zylker.example>', 'zylker.example'],
  ['ada@gmail.com', null],
  ['no address', null],
])('the domain of %s is %s', (text, domain) => {
  expect(readMailDomain(text)).toBe(domain)
})

test.each([
  ['+49 (0)30 1234567-0', '030/12345670', true],
  ['+1 512 555 0147', '(512) 555-0147', true],
  ['+1 512 555 0147 ext. 12', '512.555.0147', true],
  ['030/12345670', '030/12345671', false],
])('the phones %s and %s', (one, other, same) => {
  expect(readPhone(one) === readPhone(other)).toBe(same)
})

test.each(['110', '00000000', 'none', ''])('the phone "%s" tells nobody apart', text => {
  expect(readPhone(text)).toBeNull()
})

describe('alike, and why', () => {
  type Row = readonly [string, Fields | string, Fields | string, readonly string[]]
  const rows: readonly Row[] = [
    ['equal names', 'Zylker GmbH', 'ZYLKER gmbh', ['same name']],
    ['small words', 'Zylker & Sons', 'Zylker and Sons', ['same name but for small words and abbreviations']],
    [
      'an abbreviation',
      'Zylker Intl',
      'Zylker International',
      ['same name but for small words and abbreviations'],
    ],
    [
      'another spelling',
      'Müller Optik',
      'Mueller Optik',
      ['same name but for small words and abbreviations'],
    ],
    ['no legal form', 'Zylker GmbH', 'Zylker', ['legal form only on one side: gmbh']],
    ['another legal form', 'Zylker GmbH', 'Zylker AG', ['legal form differs: gmbh, ag']],
    ['word order', 'Bakery Zylker', 'Zylker Bakery', ['same words in another order']],
    ['written together', 'Blue Lagoon', 'Bluelagoon', ['same name, written together or apart']],
    ['a slip of the pen', 'Zylker Bakery', 'Zylkr Bakery', ['name differs by 1 letter']],
    ['more words', 'Zylker', 'Zylker Middle Lands', ['one name has more words']],
    ['one word of two', 'Zylkersund Optics', 'Zylkersund Pumps', ['both names have "zylkersund"']],
    [
      'initials, and a website',
      { name: 'ZBM', website: 'zbm.example' },
      { name: 'Zylker Bakery Machines', website: 'www.zbm.example' },
      ['one name is the initials of the other', 'same website: zbm.example'],
    ],
    [
      'a new name on the same website',
      { name: 'Zylker', website: 'https://zylker.example' },
      { name: 'Orchard', website: 'zylker.example/en' },
      ['same website: zylker.example'],
    ],
    [
      'a website here, an address there',
      { name: 'Zylker Bakery', website: 'zylker.example' },
      { name: 'Zylker Foods', email: 'ada@zylker.example' },
      ['both names have "zylker"', 'e-mail addresses of the same domain: zylker.example'],
    ],
    [
      'phone and city',
      { name: 'Zylker Bakery', phone: '+49 30 1234567', city: 'Berlin' },
      { name: 'Zylker Shops', phone: '030 1234567', city: 'BERLIN' },
      ['both names have "zylker"', 'same phone number', 'same city: berlin'],
    ],
  ]
  test.each(rows)('%s', (_, one, other, says) => {
    const likeness = compare(profile(one), profile(other))
    expect(likeness.reasons.map(reason => reason.says)).toEqual(says)
    expect(likeness.score).toBeGreaterThanOrEqual(suggestFrom)
    expect(likeness.score === 1).toBe(says[0] === 'same name')
    expect(compare(profile(other), profile(one)).score).toBe(likeness.score)
    const blocks = blocksOf(profile(other))
    expect(blocksOf(profile(one)).some(block => blocks.includes(block))).toBe(true)
  })
})

describe('not alike', () => {
  test.each([
    ['other names', 'Zylker', 'Orchard'],
    ['a common word', 'Zylker Consulting', 'Orchard Consulting'],
    ['another figure', 'Plant 1', 'Plant 2'],
    ['short names', 'Abc', 'Abd'],
    ['nothing to compare', '', ''],
  ])('%s', (_, one, other) => {
    expect(compare(profile(one), profile(other)).score).toBeLessThan(suggestFrom)
  })

  test.each([
    [
      'websites',
      { name: 'Zylker Bakery', website: 'a.example' },
      { name: 'Zylkr Bakery', website: 'b.example' },
    ],
    ['cities', { name: 'Zylker Bakery', city: 'Lyon' }, { name: 'Zylkr Bakery', city: 'Leeds' }],
    ['countries', { name: 'Zylker Bakery', country: 'France' }, { name: 'Zylkr Bakery', country: 'Spain' }],
  ])('%s that differ count against it', (what, one, other) => {
    const names = compare(profile({ name: one.name }), profile({ name: other.name }))
    const both = compare(profile(one), profile(other))
    expect(both.score).toBeLessThan(names.score)
    expect(both.reasons.at(-1)?.says).toContain(`${what} differ`)
  })

  test('a country code and a country in full are not taken to differ', () => {
    const one = { name: 'Zylker Bakery', country: 'FR' }
    const other = { name: 'Zylkr Bakery', country: 'France' }
    expect(compare(profile(one), profile(other)).reasons).toHaveLength(1)
  })
})
