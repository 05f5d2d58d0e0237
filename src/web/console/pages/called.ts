import type { z } from 'zod'
import type { Side } from '../../../core/value.ts'
import type { journalRow } from '../../../engine/verbs/journal-row.ts'
import { mappingFields } from '../../../engine/verbs/mapping-fields.ts'
import { recordsNames } from '../../../engine/verbs/records-names.ts'
import { VerbError } from '../../../engine/verbs/verb-error.ts'
import { type Html, html } from '../html.ts'
import type { Visit } from '../page.ts'
import { clientUrl } from './clients.ts'
import { taskUrl } from './tasks.ts'

/** An entry of the journal, a question, a refusal: whatever is about a record. */
type Entry = Pick<z.output<typeof journalRow>, 'mapping' | 'pair' | 'key'>
type NamedRecord = z.output<typeof recordsNames.answer>[number]

/** What records and fields are called that entries of the journal, questions and refusals are about. */
export interface Called {
  /** The record, with the way to its page where it has one; null: it is gone, or the entry is about none. */
  record(entry: Entry): Html | null
  /** The same without a way to it. */
  name(entry: Entry): string | null
  /** A field as people on a side know it. Where it is not told which side its name is of, it is the CRM's. */
  field(entry: Entry, name: string, seenOn: Side, nameOf?: Side): string
}

/** Asked once for a page of entries, whatever mappings they are of. */
export async function calledIn(entries: readonly Entry[], { ask }: Pick<Visit, 'ask'>): Promise<Called> {
  const names = [...new Set(entries.flatMap(one => one.mapping ?? []))]
  const of = await Promise.all(
    names.map(async mapping => {
      const keys = entries.flatMap(one => (one.mapping === mapping && one.key !== null ? [one.key] : []))
      const records = await ask(recordsNames, { mapping, keys: [...new Set(keys)] })
      return [mapping, { records, fields: await fieldsOf(mapping, ask) }] as const
    }),
  )
  const known = new Map(of)
  const found = ({ mapping, key }: Entry) => known.get(mapping ?? '')?.records.find(one => one.key === key)
  return {
    record: entry => {
      const one = found(entry)
      return one?.name ? recordLink(entry.mapping ?? '', one, one.name) : null
    },
    name: entry => found(entry)?.name ?? null,
    field: (entry, name, seenOn, nameOf = 'crm') =>
      titleIn(known.get(entry.mapping ?? '')?.fields ?? [], entry, name, seenOn, nameOf),
  }
}

/** What fields of a mapping are called; of one that is not there yet its own names stand. */
export async function fieldsCalled(mapping: string, ask: Visit['ask']): Promise<Pick<Called, 'field'>> {
  const fields = await fieldsOf(mapping, ask)
  return { field: (entry, name, seenOn, nameOf = 'crm') => titleIn(fields, entry, name, seenOn, nameOf) }
}

type Fields = Awaited<ReturnType<typeof fieldsOf>>

function titleIn(
  fields: Fields,
  { pair }: Pick<Entry, 'pair'>,
  name: string,
  seenOn: Side,
  nameOf: Side,
): string {
  return fields.find(one => one.pair === pair && one.names[nameOf] === name)?.titles[seenOn] ?? name
}

/** A mapping that no longer holds names no fields; its journal is read all the same. */
async function fieldsOf(mapping: string, ask: Visit['ask']) {
  try {
    return await ask(mappingFields, { mapping })
  } catch (error) {
    if (error instanceof VerbError) return []
    throw error
  }
}

/** What a record is called, with the way to its page where it has one. */
export function recordLink(
  mapping: string,
  { pair, ids }: Pick<NamedRecord, 'pair' | 'ids'>,
  name: string,
): Html {
  const side = ids.crm === null ? 'pm' : 'crm'
  const url =
    pair === 'tasks'
      ? taskUrl(mapping, side, ids[side] ?? '')
      : pair === 'accounts' && ids.crm !== null
        ? clientUrl(mapping, ids.crm)
        : null
  return url === null ? html`<strong>${name}</strong>` : html`<a href="${url}">${name}</a>`
}
