import type { Fields } from '../core/value.ts'
import type { Db } from './database.ts'

/** A project that somebody wanted for an account, and what became of it. */
export interface AccountProject {
  readonly id: string
  readonly mapping: number
  readonly account: string
  readonly given: Fields
  readonly askedBy: string
  readonly state: 'asked' | 'waiting' | 'sent' | 'made' | 'failed'
  readonly why: string | null
  /** How long ago it left for its vendor, in ms; null: it never did. */
  readonly sentMs: number | null
  readonly project: string | null
  readonly url: string | null
}

const columns = `id, mapping, account, given, asked_by as "askedBy", state, why,
  (extract(epoch from now() - sent_at) * 1000)::float8 as "sentMs", project, url`

/** Asks for one, unless one is on its way already: then that one is answered. */
export async function askAccountProject(
  tx: Db,
  ask: Pick<AccountProject, 'mapping' | 'account' | 'given' | 'askedBy'>,
): Promise<{ readonly request: AccountProject; readonly isNew: boolean }> {
  const made = await tx.query<AccountProject>(
    `insert into account_project (mapping, account, given, asked_by) values ($1, $2, $3, $4)
     on conflict do nothing returning ${columns}`,
    [ask.mapping, ask.account, JSON.stringify(ask.given), ask.askedBy],
  )
  const [request] = made.rows
  if (request) return { request, isNew: true }
  const open = (await accountProjects(tx, ask.mapping, ask.account)).find(one => isOpen(one.state))
  return { request: open as AccountProject, isNew: false }
}

export function isOpen(state: AccountProject['state']): boolean {
  return state === 'asked' || state === 'waiting' || state === 'sent'
}

/** Those of an account, or of all; the newest first. */
export async function accountProjects(
  db: Db,
  mapping: number,
  account: string | null,
): Promise<AccountProject[]> {
  const found = await db.query<AccountProject>(
    `select ${columns} from account_project where mapping = $1 and ($2::text is null or account = $2)
     order by id desc limit 500`,
    [mapping, account],
  )
  return found.rows
}

export async function accountProjectById(db: Db, id: string): Promise<AccountProject | null> {
  const found = await db.query<AccountProject>(`select ${columns} from account_project where id = $1`, [id])
  return found.rows[0] ?? null
}

export async function accountProjectNow(
  tx: Db,
  id: string,
  now: Pick<AccountProject, 'state'> & Partial<Pick<AccountProject, 'why' | 'project' | 'url'>>,
): Promise<void> {
  await tx.query(
    `update account_project set state = $2, why = $3, project = $4, url = $5,
       sent_at = case when $2 = 'sent' then now() else sent_at end where id = $1`,
    [id, now.state, now.why ?? null, now.project ?? null, now.url ?? null],
  )
}
