import type { Recognition } from '../../src/core/matching/recognition.ts'
import type { PairName } from '../../src/core/policy.ts'
import type { Side } from '../../src/core/value.ts'
import { connectionReady, saveConnection } from '../../src/store/connections.ts'
import type { Db } from '../../src/store/database.ts'
import { insertLinks } from '../../src/store/links.ts'
import { type MappingEntity, saveMapping, switchOn } from '../../src/store/mappings.ts'

/** Two proven connections, and a mapping between them that is on. */
export interface Ground {
  readonly crm: number
  readonly pm: number
  readonly mapping: number
}

const recognition: Recognition = { fields: { name: 'name' }, legalForm: 'asks' }

const pairs: readonly (readonly [PairName, string, string])[] = [
  ['accounts', 'account', 'client'],
  ['deals', 'deal', 'project'],
  ['tasks', 'task', 'task'],
]

export async function ground(db: Db, name = 'ground', shards = 1): Promise<Ground> {
  const crm = await connected(db, `${name}-crm`, 'crm')
  const pm = await connected(db, `${name}-pm`, 'pm')
  return { crm, pm, mapping: await mapped(db, { crm, pm }, name, shards) }
}

export async function connected(db: Db, name: string, side: Side): Promise<number> {
  const asked = { name, connector: `box-${side}`, side, settings: {}, credentials: '', hookSecret: '' }
  const { id } = await saveConnection(db, asked)
  await connectionReady(db, id, { account: name, userId: 'us', facts: {} })
  return id
}

export async function mapped(
  db: Db,
  between: Readonly<Record<Side, number>>,
  name: string,
  shards = 1,
  text = '',
): Promise<number> {
  const { id } = await saveMapping(db, { name, text, ...between })
  await switchOn(
    db,
    id,
    pairs.flatMap(([pair, account, client]): MappingEntity[] => [
      { connection: between.crm, entity: account, side: 'crm', pair, recognition },
      { connection: between.pm, entity: client, side: 'pm', pair, recognition },
    ]),
  )
  await db.query('update mapping set shards = $2 where id = $1', [id, shards])
  return id
}

/** Links crm rows with pm rows of the same pair; answers the links' ids in the order asked. */
export async function linked(
  db: Db,
  mapping: number,
  rows: readonly (readonly [crm: string, pm: string])[],
  pair: PairName = 'accounts',
): Promise<string[]> {
  const asked = rows.map(([crm, pm]) => ({ pair, ids: { crm, pm }, base: { crm: {}, pm: {} } }))
  const made = await insertLinks(db, mapping, asked)
  return rows.map(([crm]) => made.find(link => link.ids.crm === crm)?.id ?? `${crm} was linked already`)
}

/** Numbered names: `names('k', 3)` is k0, k1, k2. */
export function names(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => `${prefix}${at}`)
}
