import { z } from 'zod'
import type { PairPolicy } from '../../core/policy.ts'
import type { Side } from '../../core/value.ts'
import type { Entity } from '../../spi/index.ts'
import type { ListSide } from '../../store/account-lists.ts'
import { type Connection, connectionById } from '../../store/connections.ts'
import type { StoredMapping } from '../../store/mappings.ts'
import { policyOfMapping } from '../policies.ts'
import { connectorOf } from '../registry.ts'
import { mappingInUse } from './asked-for.ts'
import { idPair } from './shapes.ts'
import type { VerbDesk } from './verb.ts'
import { VerbError } from './verb-error.ts'

const id = z.string().min(1).max(200)
export const idPairs = z.array(idPair).min(1).max(1000)

/** One row that has no counterpart. */
export const sideRow = z.strictObject({ side: z.enum(['crm', 'pm']), id })

/** One side of the accounts of a mapping. */
export interface AccountSide {
  readonly connection: Connection
  readonly entityName: string
  readonly entity: Entity
  /** The field that a person knows a row by. */
  readonly name: string
}

/** What the verbs about accounts work with. */
export interface AskedAccounts extends Readonly<Record<Side, AccountSide>> {
  readonly mapping: StoredMapping
  readonly pair: PairPolicy
}

/** The accounts of a mapping that is on. */
export async function accountsOf({ engine, tx }: VerbDesk, name: string): Promise<AskedAccounts> {
  const mapping = await mappingInUse(tx, name)
  const pair = (await policyOfMapping({ pool: tx, registry: engine.registry }, mapping)).pairs.accounts
  if (!pair) throw new VerbError('verb/conflict', `The mapping "${name}" maps no accounts.`)
  const side = async (of: Side): Promise<AccountSide> => {
    const connection = await connectionById(tx, mapping[of])
    const entity = connection && connectorOf(engine.registry, connection.connector).entities[pair.entity[of]]
    if (!connection || !entity)
      throw new VerbError('verb/conflict', `The mapping "${name}" has lost its ${of} side.`)
    return { connection, entityName: pair.entity[of], entity, name: pair.match?.[of].fields.name ?? 'name' }
  }
  return { mapping, pair, crm: await side('crm'), pm: await side('pm') }
}

/** Where the rows of both sides are, as the store lists them. */
export function endsOf({ crm, pm }: Readonly<Record<Side, AccountSide>>): Readonly<Record<Side, ListSide>> {
  const at = ({ connection, entityName, name }: AccountSide) => ({
    connection: connection.id,
    entity: entityName,
    name,
  })
  return { crm: at(crm), pm: at(pm) }
}

/** One of many that could not be done, and why. The others were. */
export interface Refused<T> {
  readonly what: T
  readonly why: string
}
