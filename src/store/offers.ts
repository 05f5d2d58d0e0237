import type { Db } from './database.ts'

export interface ProjectsAsk {
  readonly mapping: number
  readonly crm: {
    readonly connection: number
    readonly deal: string
    readonly account: string
    readonly id: string
  }
  readonly pm: {
    readonly connection: number
    readonly project: string
    readonly client: string
    /** Null: the account has no client. */
    readonly id: string | null
  }
}

export interface OfferedProject {
  readonly id: string
  readonly title: string | null
}

/** The projects of an account: those of its deals, and those that were seen with its client. */
export async function projectsOfAccount(
  db: Db,
  { mapping, crm, pm }: ProjectsAsk,
): Promise<OfferedProject[]> {
  const found = await db.query<OfferedProject>({
    name: 'projects-of-account',
    text: `
      select l.pm_id as id, coalesce(l.pm_base->>'name', d.fields->>'title') as title from link l
      join sighting d on d.connection = $2 and d.entity = $3 and d.row_id = l.crm_id
      where l.mapping = $1 and l.pair = 'deals' and d.fields->>$4 = $5
      union
      select p.row_id, coalesce(p.fields->>'name', p.fields->>'title') from sighting p
      where p.connection = $6 and p.entity = $7 and p.fields->>$8 = $9
      and not exists (select 1 from link l where l.mapping = $1 and l.pair = 'deals' and l.pm_id = p.row_id)
      order by id limit 200`,
    values: [
      mapping,
      crm.connection,
      crm.deal,
      crm.account,
      crm.id,
      pm.connection,
      pm.project,
      pm.client,
      pm.id,
    ],
  })
  return found.rows
}
