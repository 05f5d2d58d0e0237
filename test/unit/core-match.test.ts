import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type MatchVerdict, matchByKey, matchKey } from '../../src/core/match.ts'
import { runs } from '../support/property.ts'

describe('names that are the same account', () => {
  test.each([
    ['case', 'ACME Corp', 'acme corp'],
    ['accents', 'Café Zoë', 'CAFE ZOE'],
    ['accents written as two signs', 'Zoe\u0308', 'Zo\u00eb'],
    ['punctuation', 'Acme, Corp.', 'Acme Corp'],
    ['hyphens', 'Acme-Corp', 'Acme Corp'],
    ['blanks', '  Acme \t Corp\u00a0', 'Acme Corp'],
    ['wide letters', 'Ａｃｍｅ', 'Acme'],
    ['ligatures', 'ﬁrst', 'first'],
    ['a sharp s in capitals', 'Straße', 'STRASSE'],
    ['a sigma at the end', 'ΟΔΟΣ', 'οδοσ'],
    ['a dotted capital i', 'İzmir', 'izmir'],
    ['an iota below in capitals', 'ᾳδης', 'ΑΙΔΗΣ'],
    ['the points of Hebrew', 'שָׁלוֹם', 'שלום'],
    ['the vowel marks of Arabic', 'سَلَام', 'سلام'],
  ])('but for %s', (_, one, other) => {
    expect(matchKey(one)).toBe(matchKey(other))
  })

  test.each([
    ['other words', 'Acme Corp', 'Acme Inc'],
    ['words run together', 'Acme Corp', 'AcmeCorp'],
    ['figures', 'Acme 1', 'Acme 2'],
    ['another script', 'Acme', 'Акме'],
    ['the vowel signs of Hindi', 'राम', 'रीम'],
    ['voiced and voiceless in Japanese', 'ガス', 'カス'],
    ['tones of Thai', 'ข้าว', 'ข่าว'],
  ])('are not: %s', (_, one, other) => {
    expect(matchKey(one)).not.toBe(matchKey(other))
  })

  test('a name of signs alone has no key', () => {
    expect(matchKey(' – ! ')).toBe('')
  })

  test('whatever the letter, its case does not matter, and its key is its own key', () => {
    const letters = Array.from({ length: 0x2ffff }, (_, code) => String.fromCodePoint(code))
    const names = letters.filter(letter => /\p{L}/u.test(letter)).map(letter => `a${letter}b ${letter}`)
    const keys = names.map(matchKey)
    expect(names.filter((name, at) => matchKey(name.toUpperCase()) !== keys[at])).toEqual([])
    expect(names.filter((name, at) => matchKey(name.toLowerCase()) !== keys[at])).toEqual([])
    expect(keys.filter(key => matchKey(key) !== key)).toEqual([])
  })

  test('the same holds for letters and marks in any order', () => {
    const odd = fc.constantFrom(
      'Σ',
      'ς',
      'ͅ',
      '΄',
      'İ',
      'ı',
      'ß',
      'ẞ',
      'ŉ',
      '\u3099',
      '\u0740',
      '\u{e0172}',
      ' ',
      '-',
    )
    const name = fc.array(fc.oneof(odd, fc.string({ unit: 'binary', maxLength: 1 })), { maxLength: 8 })
    fc.assert(
      fc.property(name, letters => {
        const text = letters.join('')
        const key = matchKey(text)
        expect([matchKey(text.toUpperCase()), matchKey(text.toLowerCase()), matchKey(key)]).toEqual([
          key,
          key,
          key,
        ])
      }),
      runs(1000),
    )
  })
})

describe('a match', () => {
  type Row = readonly [what: string, rivals: readonly string[], candidates: readonly string[], MatchVerdict]
  const rows: readonly Row[] = [
    ['equal and unique', ['a'], ['b'], { is: 'link', with: 'b' }],
    ['equal and unique, itself not known yet', [], ['b'], { is: 'link', with: 'b' }],
    ['nobody on the other side', ['a'], [], { is: 'none' }],
    ['two on the other side', ['a'], ['b', 'c'], { is: 'ambiguous', candidates: ['b', 'c'] }],
    ['two on its own side', ['a', 'a2'], ['b'], { is: 'ambiguous', candidates: ['b'] }],
    ['two on both', ['a', 'a2'], ['b', 'c'], { is: 'ambiguous', candidates: ['b', 'c'] }],
    ['two on its own side, nobody on the other', ['a', 'a2'], [], { is: 'none' }],
  ]
  test.each(rows)('%s', (_, rivals, candidates, verdict) => {
    expect(matchByKey(rivals, candidates)).toEqual(verdict)
  })
})
