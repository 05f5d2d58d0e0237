import { type Session, VendorError } from '#spi'
import { type Create, insert } from './batch.ts'
import { mostValues, query, withText } from './coql.ts'
import { keyFieldState } from './facts.ts'
import { moduleOf } from './modules.ts'
import { failed, type Outcome } from './outcome.ts'
import { readSettings } from './settings.ts'

/**
 * Creates by key. Where the key field is known not to repeat, the CRM itself refuses a second record of one key;
 * elsewhere the records are asked for the keys first.
 */
export async function insertOnce(
  session: Session,
  entity: string,
  writes: readonly Create[],
): Promise<readonly Outcome[]> {
  if (keyFieldState(entity, session.facts) === 'unique') return insert(session, entity, writes)
  const made = await madeAlready(
    session,
    entity,
    writes.map(write => write.key),
  )
  if (made instanceof VendorError) return writes.map(() => failed(made.failure))
  const fresh = writes.filter(write => !made.has(write.key))
  const told = fresh.length === 0 ? [] : await insert(session, entity, fresh)
  const outcomes = new Map(fresh.map((write, at) => [write, told[at]]))
  return writes.map(write => outcomes.get(write) ?? duplicate(made.get(write.key)))
}

function duplicate(existingId: string | undefined): Outcome {
  const message = 'A record with this key is there already'
  return failed({ kind: 'duplicate', message, ...(existingId === undefined ? {} : { existingId }) })
}

/** The oldest record of each key that has one. */
async function madeAlready(
  session: Session,
  entity: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string> | VendorError> {
  const { keyField } = readSettings(session.settings)
  const made = new Map<string, string>()
  try {
    for (let start = 0; start < keys.length; start += mostValues) {
      const some = keys.slice(start, start + mostValues)
      const { records } = await query(session, withText(moduleOf(entity).name, keyField, some))
      for (const record of records.toReversed()) made.set(String(record[keyField]), record.id)
    }
    return made
  } catch (error) {
    if (error instanceof VendorError) return error
    throw error
  }
}
