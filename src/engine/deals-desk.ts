import { dealState } from '../core/deal-state.ts'
import { conditionHolds } from '../core/newcomer.ts'
import { takesPart } from '../core/plan.ts'
import type { MappingPolicy, PairPolicy } from '../core/policy.ts'
import type { Side } from '../core/value.ts'
import type { Connector, FieldSpecs } from '../spi/index.ts'
import type { Connection } from '../store/connections.ts'
import { connectionById } from '../store/connections.ts'
import type { Db } from '../store/database.ts'
import type { DealRecord, DealsAsk } from '../store/deals.ts'
import type { StoredMapping } from '../store/mappings.ts'
import type { ProjectsAsk } from '../store/offers.ts'
import type { Engine } from './engine.ts'
import { accountsConnector, policyOf } from './policies.ts'

interface MappingSide {
  readonly connection: Connection
  /** As this account has it. */
  readonly connector: Connector
}

/** A mapping with both its connections, as a verb looks at it: nothing is read from a vendor. */
export interface MappingDesk extends Readonly<Record<Side, MappingSide>> {
  readonly engine: Pick<Engine, 'registry'> & { readonly pool: Db }
  readonly mapping: StoredMapping
  readonly policy: MappingPolicy
}

export async function mappingDesk(
  registry: Engine['registry'],
  tx: Db,
  mapping: StoredMapping,
): Promise<MappingDesk> {
  const [crm, pm] = [await connectionById(tx, mapping.crm), await connectionById(tx, mapping.pm)]
  if (!crm || !pm) throw new Error(`A connection of the mapping ${mapping.name} is not there any more.`)
  const policy = await policyOf({ pool: tx, registry }, mapping, { crm, pm })
  const sideOf = async (connection: Connection) => ({
    connection,
    connector: await accountsConnector(registry, tx, connection),
  })
  return { engine: { pool: tx, registry }, mapping, policy, crm: await sideOf(crm), pm: await sideOf(pm) }
}

/** A pair's fields on one side by name, as its account has them. */
export function specsOn(desk: MappingDesk, pair: PairPolicy, side: Side): FieldSpecs {
  return desk[side].connector.entities[pair.entity[side]]?.fields ?? {}
}

/** Where the deals of a mapping are looked up. */
export function dealsAsk(desk: MappingDesk, deals: PairPolicy): DealsAsk {
  return { mapping: desk.mapping.id, connection: desk.crm.connection.id, entity: deals.entity.crm }
}

/** Where the projects of an account are looked up; `client` is its counterpart. Null: the mapping's deals name no account. */
export function projectsAsk(
  { mapping, crm, pm }: MappingDesk,
  { entity, anchor }: PairPolicy,
  account: string,
  client: string | null,
): ProjectsAsk | null {
  return anchor
    ? {
        mapping: mapping.id,
        crm: { connection: crm.connection.id, deal: entity.crm, account: anchor.crm, id: account },
        pm: { connection: pm.connection.id, project: entity.pm, client: anchor.pm, id: client },
      }
    : null
}

/** A deal as a person is told of it. */
export function toldDeal(deals: PairPolicy, record: DealRecord) {
  const { id, fields, urls, askedBy } = record
  const title = fields?.title ?? fields?.name ?? null
  const state = dealState({
    ...record,
    isWon: fields !== null && conditionHolds(deals, fields),
    takesPart: fields === null || takesPart(deals, 'crm', { id, fields, changedAt: null }),
  })
  return { deal: id, title: typeof title === 'string' ? title : null, state, askedBy, urls }
}

export type ToldDeal = ReturnType<typeof toldDeal>
