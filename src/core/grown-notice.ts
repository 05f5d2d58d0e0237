import type { Notice } from './notice.ts'
import { oneLine } from './notice.ts'
import type { Side } from './value.ts'

const places: Readonly<Record<Side, string>> = { crm: 'the CRM', pm: 'the project tool' }

/** The mail to the admins when a vendor's list of choices has grown beyond the mapping's table. */
export function wordsGrown(
  mapping: string,
  vendor: string,
  to: Side,
  field: string,
  words: readonly string[],
): Notice {
  return {
    subject: `The mapping "${oneLine(mapping)}" has no row for some choices of ${oneLine(field)}`,
    body: [
      `${vendor} offers choices of "${oneLine(field)}" for which no table of the mapping "${oneLine(mapping)}" has a row:`,
      ...words.map(word => `  ${oneLine(word)}`),
      '',
      `A record that shows one of them is held: nothing is guessed, and nothing reaches ${places[to]} in its place.`,
      'Add the rows to the mapping file and switch it on again:',
      '  baton mapping on …',
    ].join('\n'),
  }
}
