import type { ListAsk, ListedAccount, NamedAccount } from './account-lists.ts'
import type { Db } from './database.ts'

/** A client that a person named by hand. */
export interface NamedClient {
  readonly account: string
  /** The vendor's id; null: only its name is known. */
  readonly id: string | null
  readonly name: string
}

/** The newest naming of an account counts. Answers false when another account has that client. */
export async function nameClient(tx: Db, mapping: number, client: NamedClient, by: string): Promise<boolean> {
  const named = await tx.query({
    name: 'name-client',
    text: `
      insert into named_client as n (mapping, crm_id, client_id, name, by) select $1, $2, $3, $4, $5
      where not exists (select 1 from named_client o where o.mapping = $1 and o.client_id = $3 and o.crm_id <> $2)
      on conflict (mapping, crm_id) do update set client_id = excluded.client_id, name = excluded.name, by = excluded.by, at = now()`,
    values: [mapping, client.account, client.id, client.name, by],
  })
  return named.rowCount === 1
}

/** Accounts and the clients named for them, where their ids are known: crm id, pm id. */
export async function namedIds(
  db: Db,
  mapping: number,
  accounts: readonly string[],
): Promise<(readonly [string, string])[]> {
  if (accounts.length === 0) return []
  const found = await db.query<{ account: string; id: string }>({
    name: 'named-ids',
    text: `select crm_id as account, client_id as id from named_client
           where mapping = $1 and crm_id = any($2) and client_id is not null`,
    values: [mapping, accounts],
  })
  return found.rows.map(row => [row.account, row.id] as const)
}

export async function forgetNamedClients(
  tx: Db,
  mapping: number,
  accounts: readonly string[],
): Promise<void> {
  if (accounts.length === 0) return
  await tx.query({
    name: 'forget-named-clients',
    text: 'delete from named_client where mapping = $1 and crm_id = any($2)',
    values: [mapping, accounts],
  })
}

/** One page of the accounts whose clients were named by hand, by name. */
export async function namedAccounts(
  db: Db,
  ask: ListAsk,
): Promise<(ListedAccount & { readonly pm: NamedAccount; readonly origin: 'named' })[]> {
  const found = await db.query<ListedAccount & { pm: NamedAccount; origin: 'named' }>({
    name: 'named-accounts',
    text: `
      select n.crm_id as id, s.fields->>$4 as name, coalesce(s.match_key, '') as key, 'named' as origin,
        jsonb_build_object('id', n.client_id, 'name', n.name) as pm
      from named_client n left join sighting s on s.connection = $2 and s.entity = $3 and s.row_id = n.crm_id
      where n.mapping = $1 and ($5 = '' or s.match_key like '%' || $5 || '%')
      and (coalesce(s.match_key, ''), n.crm_id) > ($6, $7)
      order by coalesce(s.match_key, ''), n.crm_id limit $8`,
    values: [
      ask.mapping,
      ask.crm.connection,
      ask.crm.entity,
      ask.crm.name,
      ask.search,
      ...ask.after,
      ask.limit,
    ],
  })
  return found.rows
}
