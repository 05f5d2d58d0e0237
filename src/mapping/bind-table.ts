import type { Lens } from '../core/lens.ts'
import type { Pairing } from '../core/lenses/table.ts'
import { tableLens } from '../core/lenses/table.ts'
import { mayFlow } from '../core/policy.ts'
import { withoutRow } from '../core/unmapped-words.ts'
import type { Side, Value } from '../core/value.ts'
import { otherSide, sides } from '../core/value.ts'
import type { FieldSpec } from '../spi/connector.ts'
import { checkValue, checkWord } from './check-tests.ts'
import { own } from './desk.ts'
import type { LensAsk } from './lens-ask.ts'
import { refuseLens } from './lens-ask.ts'
import { listed, quoted } from './phrase.ts'
import type { Path } from './places.ts'
import type { Mapping } from './schema.ts'

type Table = Mapping['tables'][string]

/** One row of a table as it stands in the file. */
interface Entry {
  readonly key: string
  readonly word: string | boolean
  readonly keyAt: Path
  readonly wordAt: Path
}

/** A translation by the words of a table. Null after telling why it does not fit the two fields. */
export function bindTable(ask: LensAsk, name: string): Lens | null {
  const table = own(ask.desk.mapping.tables, name)
  if (!table || !takesTable(ask)) return refuseLens(ask, 'mapping/types-differ')
  const entries = entriesOf(table, ['tables', name])
  const keyed = keySide(ask, entries)
  checkEntries(ask, keyed, entries)
  const lens = tableLens(name, pairings(ask, keyed, entries))
  for (const side of sides) checkComplete(ask, name, side, lens)
  return lens
}

/** Words on both sides; or on one of them a flag, where a tool has no words for it. */
function takesTable({ specs }: LensAsk): boolean {
  const types = sides.map(side => specs[side].type)
  return (
    types.every(type => ['choice', 'text', 'flag'].includes(type)) && !types.every(type => type === 'flag')
  )
}

function entriesOf(table: Table, at: Path): readonly Entry[] {
  return Object.entries(table).flatMap(([key, words]) => {
    const keyAt = [...at, key]
    if (typeof words !== 'object') return [{ key, word: words, keyAt, wordAt: keyAt }]
    return words.map((word, item) => ({ key, word, keyAt, wordAt: [...keyAt, item] }))
  })
}

/**
 * A table may be keyed by either side's words. The reading in which more words are declared choices holds;
 * where both fit alike (as when neither side declares choices) the keys are the CRM's words.
 */
function keySide(ask: LensAsk, entries: readonly Entry[]): Side {
  const known = (side: Side, word: string | boolean) =>
    Number(choicesOf(ask.specs[side])?.includes(String(word)) ?? false)
  const score = (side: Side) =>
    entries.reduce((sum, { key, word }) => sum + known(side, key) + known(otherSide(side), word), 0)
  return score('pm') > score('crm') ? 'pm' : 'crm'
}

function choicesOf(spec: FieldSpec): readonly string[] | undefined {
  return spec.type === 'flag' ? ['true', 'false'] : spec.choices
}

/** The empty word is an empty field, which no list of choices names. */
function checkEntries(ask: LensAsk, keyed: Side, entries: readonly Entry[]): void {
  const check = (side: Side, word: string | boolean, at: Path, of?: 'key') => {
    const spec = ask.specs[side]
    const choices = choicesOf(spec)
    if (typeof word === 'boolean' && spec.type !== 'flag') checkValue(ask.desk, ask.row[side], spec, word, at)
    else if (word !== '' && choices)
      checkWord(ask.desk, ask.row[side], { ...spec, choices }, String(word), at, of)
  }
  for (const { key, word, keyAt, wordAt } of entries) {
    check(keyed, key, keyAt, 'key')
    check(otherSide(keyed), word, wordAt)
  }
}

function pairings(ask: LensAsk, keyed: Side, entries: readonly Entry[]): readonly Pairing[] {
  return entries.map(({ key, word }) => {
    const here = meant(ask.specs[keyed], key)
    const there = meant(ask.specs[otherSide(keyed)], word)
    return keyed === 'crm' ? [here, there] : [there, here]
  })
}

function meant(spec: FieldSpec, word: string | boolean): Value {
  if (word === '') return null
  return spec.type === 'flag' ? String(word) === 'true' : String(word)
}

/** Every word that may have to travel needs a counterpart; what only arrives is looked up from the other end. */
function checkComplete(ask: LensAsk, name: string, from: Side, lens: Lens): void {
  if (!mayFlow(ask.row.flow, otherSide(from))) return
  const open = withoutRow(lens, from, choicesOf(ask.specs[from]) ?? [])
  if (open.length === 0) return
  const message = `${quoted(name)} has no row for ${listed(open.map(quoted), 'and')} of ${quoted(ask.row[from])} (${ask.desk.connectors[from].name}).`
  ask.desk.report('mapping/missing-words', ['tables', name], message, 'key')
}
