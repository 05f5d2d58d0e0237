import { type Connection, connectionByName } from '../../store/connections.ts'
import type { Db } from '../../store/database.ts'
import { mappingByName, type StoredMapping } from '../../store/mappings.ts'
import { VerbError } from './verb-error.ts'

/** The mapping that was asked for by name, in whatever state it is. */
export async function mappingNamed(tx: Db, name: string): Promise<StoredMapping> {
  const mapping = await mappingByName(tx, name)
  if (!mapping) throw new VerbError('verb/not-found', `There is no mapping "${name}".`)
  return mapping
}

/** The mapping that was asked for by name, if it is on. */
export async function mappingInUse(tx: Db, name: string): Promise<StoredMapping> {
  const mapping = await mappingNamed(tx, name)
  if (mapping.state === 'on') return mapping
  throw new VerbError('verb/conflict', `The mapping "${name}" is ${mapping.state}. Switch it on first.`)
}

export async function connectionNamed(tx: Db, name: string): Promise<Connection> {
  const connection = await connectionByName(tx, name)
  if (!connection) throw new VerbError('verb/not-found', `There is no connection "${name}".`)
  return connection
}
