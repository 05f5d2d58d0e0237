import { z } from 'zod'
import type { PairPolicy } from '../../core/policy.ts'
import type { DealRecord } from '../../store/deals.ts'
import { linksOfRows } from '../../store/links.ts'
import { namedIds } from '../../store/named-clients.ts'
import { namedAt } from '../../store/seen-rows.ts'
import type { MappingDesk } from '../deals-desk.ts'

/** The account that a deal names, and whether it has a client yet; without one the deal's project waits. */
export const dealAccount = z.strictObject({
  id: z.string(),
  name: z.string().nullable(),
  hasClient: z.boolean(),
})
type DealAccount = z.output<typeof dealAccount>

type Records = readonly Pick<DealRecord, 'id' | 'fields'>[]

export async function accountsOfDeals(
  { mapping, engine, policy, crm }: MappingDesk,
  deals: PairPolicy,
  records: Records,
): Promise<(record: Records[number]) => DealAccount | null> {
  const { accounts } = policy.pairs
  const field = deals.anchor?.pair === 'accounts' ? deals.anchor.crm : null
  const idOf = ({ fields }: Records[number]) => {
    const id = field === null ? null : fields?.[field]
    return typeof id === 'string' && id !== '' ? id : null
  }
  const ids = [...new Set(records.flatMap(record => idOf(record) ?? []))]
  if (!accounts || ids.length === 0) return () => null
  const { pool } = engine
  const links = await linksOfRows(
    pool,
    mapping.id,
    ids.map(id => ({ pair: 'accounts', side: 'crm', id })),
  )
  const byHand = await namedIds(pool, mapping.id, ids)
  const clients = new Set([...links.map(link => link.ids.crm), ...byHand.map(([account]) => account)])
  const entity = accounts.entity.crm
  const at = { mapping: mapping.id, connection: crm.connection.id, side: 'crm' } as const
  const names = await namedAt(pool, { ...at, rows: ids.map(id => ({ entity, id })) })
  return record => {
    const id = idOf(record)
    return id === null ? null : { id, name: names.get(`${entity} ${id}`) ?? null, hasClient: clients.has(id) }
  }
}
