import type { z } from 'zod'
import type { Engine } from '../engine/engine.ts'
import type { journalRow } from '../engine/verbs/journal-row.ts'
import { type Actor, perform } from '../engine/verbs/verb.ts'
import { type Called, calledIn } from '../web/console/pages/called.ts'
import { dataOf, sideIn, told } from '../web/console/pages/journal-words.ts'

type Entry = z.output<typeof journalRow>

/** Entries of the journal for a person, in the console's words. */
export async function journalLines(
  engine: Engine,
  actor: Actor,
  entries: readonly Entry[],
): Promise<readonly string[]> {
  const called = await calledIn(entries, { ask: (verb, input) => perform(engine, verb, actor, input) })
  return entries.flatMap(entry => [
    [entry.id, entry.at, placeOf(entry), about(entry, called), told(entry, called).words]
      .filter(Boolean)
      .join('  '),
    ...writtenLines(entry, called),
    ...(entry.pass === null ? [] : [`    of the pass ${entry.pass}`]),
  ])
}

const placeOf = ({ mapping, pair }: Entry) => [mapping, pair].filter(Boolean).join('/')

function about(entry: Entry, called: Called): string {
  const name = called.name(entry)
  return [name === null ? '' : JSON.stringify(name), entry.key === null ? '' : `(${entry.key})`]
    .filter(Boolean)
    .join(' ')
}

/** What each field was, and became. */
function writtenLines(entry: Entry, called: Called): readonly string[] {
  const data = dataOf(entry)
  if (entry.kind !== 'wrote' || !Array.isArray(data.fields)) return []
  const fields: readonly Readonly<Record<string, unknown>>[] = data.fields
  return fields.map(
    ({ field, before, sent }) =>
      `    ${called.field(entry, String(field), sideIn(data))}: ${JSON.stringify(before ?? null)} became ${JSON.stringify(sent ?? null)}`,
  )
}
