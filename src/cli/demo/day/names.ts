import type { Dice } from '../dice.ts'

const starts = [
  'Zy',
  'Quo',
  'Bri',
  'Vel',
  'Tor',
  'Nim',
  'Kra',
  'Ola',
  'Pex',
  'Sul',
  'Dra',
  'Fen',
  'Mir',
  'Hux',
  'Lor',
  'Wob',
  'Yar',
  'Jin',
  'Gav',
  'Ruk',
] as const
const middles = ['lk', 'mb', 'rv', 'ss', 'nd', 'x', 'pl', 'gr', 'tt', 'z', 'ff', 'ck'] as const
const ends = ['er', 'or', 'ia', 'um', 'ex', 'o', 'ay', 'ent', 'ix', 'ula'] as const
const trades = [
  'Logistics',
  'Bakery',
  'Robotics',
  'Foods',
  'Energy',
  'Travel',
  'Textiles',
  'Printing',
  'Optics',
  'Gardens',
  'Shipping',
  'Pharma',
] as const
export const legalForms = ['GmbH', 'Ltd', 'AG', 'Inc', 'B.V.'] as const

/** Names of companies that there are not, each one given once. */
export function inventNames(dice: Dice): () => string {
  const given = new Set<string>()
  return () => {
    for (;;) {
      const stem = dice.one(starts) + dice.one(middles) + dice.one(ends)
      if (given.has(stem)) continue
      given.add(stem)
      return `${stem} ${dice.one(trades)}`
    }
  }
}

/** As somebody types it who has not looked twice: two letters in the wrong order. */
export function misspelt(name: string, dice: Dice): string {
  const at = 1 + dice.below(3)
  const [a = '', b = ''] = [name[at], name[at + 1]]
  return a === b ? name.slice(0, at) + name.slice(at + 1) : name.slice(0, at) + b + a + name.slice(at + 2)
}

const verbs = [
  'Order',
  'Check',
  'Prepare',
  'Install',
  'Describe',
  'Move',
  'Label',
  'Count',
  'Book',
  'Test',
] as const
const things = [
  'the cables',
  'the scanners',
  'the training',
  'the address book',
  'the price list',
  'the forms',
  'the rooms',
  'the old data',
  'the keys',
  'the interface',
] as const

export function taskTitle(dice: Dice, number: number): string {
  return `${dice.one(verbs)} ${dice.one(things)} (${number})`
}
