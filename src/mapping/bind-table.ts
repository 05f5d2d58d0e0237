import type { Lens } from '../core/lens.ts'
import type { Pairing } from '../core/lenses/table.ts'
import { tableLens } from '../core/lenses/table.ts'
import { mayFlow } from '../core/policy.ts'
import type { Side } from '../core/value.ts'
import { otherSide, sides } from '../core/value.ts'
import { checkWord } from './check-tests.ts'
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
  readonly word: string
  readonly keyAt: Path
  readonly wordAt: Path
}

/** A translation by the words of a table. Null after telling why it does not fit the two fields. */
export function bindTable(ask: LensAsk, name: string): Lens | null {
  const table = own(ask.desk.mapping.tables, name)
  if (!table || !sides.every(side => ['choice', 'text'].includes(ask.specs[side].type)))
    return refuseLens(ask, 'mapping/types-differ')
  const entries = entriesOf(table, ['tables', name])
  const keyed = keySide(ask, entries)
  for (const entry of entries) {
    checkWord(ask.desk, ask.row[keyed], ask.specs[keyed], entry.key, entry.keyAt, 'key')
    checkWord(ask.desk, ask.row[otherSide(keyed)], ask.specs[otherSide(keyed)], entry.word, entry.wordAt)
  }
  const rows = entries.map(({ key, word }): Pairing => (keyed === 'crm' ? [key, word] : [word, key]))
  for (const side of sides) checkComplete(ask, name, side, rows)
  return tableLens(name, rows)
}

function entriesOf(table: Table, at: Path): readonly Entry[] {
  return Object.entries(table).flatMap(([key, words]) => {
    const keyAt = [...at, key]
    if (typeof words === 'string') return [{ key, word: words, keyAt, wordAt: keyAt }]
    return words.map((word, item) => ({ key, word, keyAt, wordAt: [...keyAt, item] }))
  })
}

/**
 * A table may be keyed by either side's words. The reading in which more words are declared choices holds;
 * where both fit alike (as when neither side declares choices) the keys are the CRM's words.
 */
function keySide(ask: LensAsk, entries: readonly Entry[]): Side {
  const known = (side: Side, word: string) => Number(ask.specs[side].choices?.includes(word) ?? false)
  const score = (side: Side) =>
    entries.reduce((sum, { key, word }) => sum + known(side, key) + known(otherSide(side), word), 0)
  return score('pm') > score('crm') ? 'pm' : 'crm'
}

/** Every word that may have to travel needs a counterpart; what only arrives is looked up from the other end. */
function checkComplete(ask: LensAsk, name: string, from: Side, rows: readonly Pairing[]): void {
  if (!mayFlow(ask.row.flow, otherSide(from))) return
  const covered = rows.map(row => row[from === 'crm' ? 0 : 1])
  const open = (ask.specs[from].choices ?? []).filter(word => !covered.includes(word))
  if (open.length === 0) return
  const message = `${quoted(name)} has no row for ${listed(open.map(quoted), 'and')} of ${quoted(ask.row[from])} (${ask.desk.connectors[from].name}).`
  ask.desk.report('mapping/missing-words', ['tables', name], message, 'key')
}
