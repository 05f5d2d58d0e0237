import { membersOf } from '../core/members.ts'
import { planNewcomer } from '../core/newcomer.ts'
import type { PairPolicy } from '../core/policy.ts'
import type { Fields } from '../core/value.ts'
import { namedAt } from '../store/seen-rows.ts'
import { anchorOf } from './anchor-of.ts'
import { type MappingDesk, specsOn } from './deals-desk.ts'
import type { GivenProject } from './verbs/project-form.ts'
import { worldOf } from './world.ts'

/** What would be written for a deal, from what it showed last: decided by the core, as it will be when it is written. */
export async function projectPreview(
  desk: MappingDesk,
  deals: PairPolicy,
  deal: { readonly id: string; readonly fields: Fields },
  { given, members }: GivenProject,
  today: string,
) {
  const world = await worldOf(desk, [{ pair: deals, side: 'crm', fields: deal.fields }])
  const row = { ...deal, changedAt: null }
  const anchor = anchorOf({ pair: deals, side: 'crm' }, deal.fields, world)
  const wish = { why: 'asked', on: today, given } as const
  const verdict = planNewcomer(deals, { side: 'crm', row, match: { is: 'none' }, anchor, wish }, world)
  if (verdict.is === 'wait' || verdict.is === 'hold') return { is: verdict.is, why: verdict.detail }
  if (verdict.is !== 'create') return { is: 'left-out' as const }
  const added = membersOf(deals.members, deal.fields, members, world)
  return { is: 'create' as const, fields: await titled(desk, deals, verdict.fields), members: added }
}

/** Each value with the title under which people know its field; the client with its name, where that is known. */
async function titled(desk: MappingDesk, deals: PairPolicy, fields: Fields) {
  const specs = specsOn(desk, deals, 'pm')
  const client = await clientName(desk, deals, fields)
  return Object.entries(fields).map(([field, value]) => ({
    field,
    title: specs[field]?.title ?? field,
    value,
    ...(field === deals.anchor?.pm && client !== undefined ? { name: client } : {}),
  }))
}

async function clientName(
  { mapping, engine, policy, pm }: MappingDesk,
  { anchor }: PairPolicy,
  fields: Fields,
): Promise<string | undefined> {
  const id = anchor && fields[anchor.pm]
  const entity = anchor && policy.pairs[anchor.pair]?.entity.pm
  if (!entity || typeof id !== 'string') return undefined
  const at = { mapping: mapping.id, connection: pm.connection.id, side: 'pm' } as const
  const names = await namedAt(engine.pool, { ...at, rows: [{ entity, id }] })
  return names.get(`${entity} ${id}`)
}
