import type pg from 'pg'
import type { Db, Pool } from '../../src/store/database.ts'

export interface Asked {
  readonly text: string
  readonly values: readonly unknown[]
}

export interface Plan {
  /** Tables that are read from end to end. */
  readonly wholly: readonly string[]
  /** Pages it looked at: what it costs, whatever else the machine is doing. */
  readonly pages: number
}

const planModes = ['force_custom_plan', 'force_generic_plan'] as const

/**
 * The statements that a piece of the store sends, without running them. Each is answered with one row that says yes to
 * whatever is asked.
 */
export async function statementsOf(work: (pool: Pool) => Promise<unknown>): Promise<Asked[]> {
  const asked: Asked[] = []
  const query = (given: string | Asked, values: readonly unknown[] = []) => {
    const one = typeof given === 'string' ? { text: given, values } : given
    if (!/^(begin|commit)$/.test(one.text)) asked.push({ text: one.text, values: one.values ?? [] })
    return Promise.resolve({ rows: [{ mine: true, mapping: null }], rowCount: 1 })
  }
  const connect = () => Promise.resolve({ query, release: () => {} })
  await work({ query, connect } as unknown as Pool)
  return asked
}

/** Runs statements both as PostgreSQL plans them for their values and for any values, and takes them back. */
export async function plansOf(pool: Pool, statements: readonly Asked[]): Promise<Plan[]> {
  const client = await pool.connect()
  try {
    const plans: Plan[] = []
    for (const mode of planModes)
      for (const statement of statements) plans.push(await explained(client, statement, mode))
    return plans
  } finally {
    client.release()
  }
}

async function explained(client: pg.PoolClient, { text, values }: Asked, mode: string): Promise<Plan> {
  await client.query(`begin; set local plan_cache_mode = ${mode}`)
  const found = await client.query(`explain (analyze, buffers, format json) ${text}`, [...values])
  await client.query('rollback')
  const [plan] = found.rows[0]?.['QUERY PLAN'] ?? []
  return {
    wholly: [...new Set(readWholly(plan.Plan))],
    pages: plan.Plan['Shared Hit Blocks'] + plan.Plan['Shared Read Blocks'],
  }
}

interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly Plans?: readonly PlanNode[]
}

/** A look at the first row of a table is none at all the others. */
function readWholly(node: PlanNode): string[] {
  const below = node.Plans ?? []
  if (node['Node Type'] === 'Limit' && below.every(isScan)) return []
  return [...(isScan(node) ? [node['Relation Name'] ?? ''] : []), ...below.flatMap(readWholly)]
}

function isScan(node: PlanNode): boolean {
  return node['Node Type'] === 'Seq Scan'
}

/** No statistics are gathered behind a test's back. */
export async function noAutovacuum(db: Db, tables: readonly string[]): Promise<void> {
  for (const table of tables) await db.query(`alter table ${table} set (autovacuum_enabled = false)`)
}
