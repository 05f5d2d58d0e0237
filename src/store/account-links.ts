import type { IdPair } from './apart.ts'
import type { Db } from './database.ts'
import type { LinkOrigin } from './links.ts'

export interface AccountLink {
  readonly id: string
  readonly ids: IdPair
  readonly origin: LinkOrigin
}

/** The links between exactly these accounts and clients. */
export async function accountLinks(
  db: Db,
  mapping: number,
  pairs: readonly IdPair[],
): Promise<AccountLink[]> {
  if (pairs.length === 0) return []
  const found = await db.query<AccountLink>({
    name: 'account-links',
    text: `
      select id, jsonb_build_object('crm', crm_id, 'pm', pm_id) as ids, origin from link
      where mapping = $1 and pair = 'accounts' and (crm_id, pm_id) in (select * from unnest($2::text[], $3::text[]))`,
    values: [mapping, pairs.map(pair => pair.crm), pairs.map(pair => pair.pm)],
  })
  return found.rows
}

export interface ProjectOfAccount {
  readonly account: string
  readonly deal: string
  readonly project: string
}

/** The linked deals of these accounts, by what the deals showed when they were last seen or last agreed. */
export async function projectsOfAccounts(
  db: Db,
  mapping: number,
  deal: { readonly connection: number; readonly entity: string; readonly field: string },
  accounts: readonly string[],
): Promise<ProjectOfAccount[]> {
  const found = await db.query<ProjectOfAccount>({
    name: 'projects-of-accounts',
    text: `
      select account, crm_id as deal, pm_id as project from link l
      left join sighting s on s.connection = $2 and s.entity = $3 and s.row_id = l.crm_id
      cross join lateral (select coalesce(l.crm_base->>$4, s.fields->>$4) as account) as of_account
      where l.mapping = $1 and l.pair = 'deals' and account = any($5) order by l.id`,
    values: [mapping, deal.connection, deal.entity, deal.field, accounts],
  })
  return found.rows
}
