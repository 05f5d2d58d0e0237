import fc from 'fast-check'
import type { Fields } from '../../src/core/value.ts'

/** An invented company as a CRM and a project tool may both know it. Equal `truth` is the same company. */
export interface Company {
  readonly truth: number
  readonly fields: Fields
}

export interface Companies {
  readonly crm: readonly Company[]
  readonly pm: readonly Company[]
}

type Dice = (sides: number) => number

/** The same dice for the same seed, on every machine. */
function dice(seed: number): Dice {
  let [value] = fc.sample(fc.integer({ min: 1, max: 2 ** 31 - 2 }), { numRuns: 1, seed })
  return sides => {
    value = ((value ?? 1) * 48_271) % 2_147_483_647
    return value % sides
  }
}

const syllables =
  'zy ker lo ra mi to ban dru fel gor han ix jas kel lum mor nev ol pra quin ros sal tev ul vor wen xan yor zel bri'.split(
    ' ',
  )
const trades =
  'Consulting Logistics Software Foods Engineering Media Bakery Optics Textiles Pumps Tools Interiors'.split(
    ' ',
  )
const forms = [
  'GmbH',
  'AG',
  'Ltd',
  'Inc.',
  'S.A.',
  'S.r.l.',
  'B.V.',
  'Sp. z o.o.',
  's.r.o.',
  'GmbH & Co. KG',
  'LLC',
  '',
]
const cities = ['Berlin', 'Lyon', 'Leeds', 'Austin', 'Turin', 'Breda']

const pick = <T>(from: readonly T[], roll: Dice): T => from[roll(from.length)] as T

interface Seed {
  readonly brand: string
  readonly trade: string
  readonly form: string
  readonly domain: string
  readonly phone: string
  readonly city: string
}

function seed(roll: Dice): Seed {
  const word = () => Array.from({ length: 3 + roll(2) }, () => pick(syllables, roll)).join('')
  const first = word()
  const brand = capital(first) + (roll(3) === 0 ? ` ${capital(word())}` : '')
  const phone = `+49 30 ${1_000_000 + roll(8_999_999)}${roll(10)}`
  return {
    brand,
    trade: pick(trades, roll),
    form: pick(forms, roll),
    domain: `${first}${roll(1000)}.example`,
    phone,
    city: pick(cities, roll),
  }
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}

function plain(of: Seed): string {
  return `${of.brand} ${of.trade} ${of.form}`.trim()
}

const ways: readonly ((of: Seed, roll: Dice) => string)[] = [
  of => plain(of),
  of => plain(of).toUpperCase(),
  of => `${of.brand} ${of.trade}`,
  (of, roll) => `${of.brand} ${of.trade} ${pick(forms, roll)}`,
  of => `${of.trade} ${of.brand} ${of.form}`,
  of => `${of.brand}-${of.trade}, ${of.form}`,
  (of, roll) => `${slip(of.brand, roll)} ${of.trade} ${of.form}`,
  of => `The ${of.brand} ${of.trade} ${of.form}`,
  of => `${of.brand.replace(/o/g, 'ö')} ${of.trade} ${of.form}`,
  of => `${of.brand} ${of.trade} Germany ${of.form}`,
]

/** One letter left out, doubled or mistaken. */
function slip(word: string, roll: Dice): string {
  const at = 1 + roll(word.length - 1)
  const letter = word[at] ?? ''
  const other = pick(['', letter + letter, 'e', 'k'], roll)
  return word.slice(0, at) + other + word.slice(at + 1)
}

/** So many companies that both sides know, and as many again that only one of them does. */
export function companies(count: number, of: number): Companies {
  const roll = dice(of)
  const known = Array.from({ length: count }, (_, truth) => ({ truth, it: seed(roll) }))
  const strangers = (from: number) =>
    Array.from({ length: count }, (_, at) => ({ truth: from + at, it: seed(roll) }))
  return {
    crm: [...known, ...strangers(count)].map(one => company(one, plain(one.it), roll)),
    pm: [...known, ...strangers(2 * count)].map(one => company(one, pick(ways, roll)(one.it, roll), roll)),
  }
}

function company({ truth, it }: { truth: number; it: Seed }, name: string, roll: Dice): Company {
  const website = roll(2) === 0 ? `https://www.${it.domain}/` : null
  const phone = roll(3) === 0 ? it.phone.replace('+49 ', roll(2) === 0 ? '0' : '+49 (0)') : null
  return { truth, fields: { name, website, phone, city: it.city } }
}
