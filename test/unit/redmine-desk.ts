import type { Fields, Row, Sandbox, Session, Write, WriteResult } from '#spi'
import redmine from '../../connectors/redmine/index.ts'
import { createSandbox } from '../../connectors/redmine/sandbox.ts'
import { type SandboxSession, sandboxSession } from '../conformance/session.ts'

/** A Monday morning. */
const start = Date.parse('2026-11-02T09:00:00Z')

export interface Desk {
  readonly sandbox: Sandbox
  readonly session: SandboxSession
  /** The same account with a key that nobody has. */
  readonly stranger: Session
  write(entity: string, write: Write): Promise<WriteResult>
  /** The row that was made; anything but a success is an error of the test. */
  make(entity: string, fields: Fields, key?: string): Promise<Row>
  edit(entity: string, id: string, fields: Fields): Promise<WriteResult>
  fetch(entity: string, id: string): Promise<Row | undefined>
  /** All rows of an entity, over all pages. */
  pull(entity: string, since?: string | null): Promise<readonly Row[]>
}

/** The connector on a box that a check has seen. `prepare` is what the admin did before. */
export async function redmineDesk(
  prepare: (sandbox: Sandbox) => void = () => {},
  settings: Readonly<Record<string, string>> = {},
): Promise<Desk> {
  const sandbox = createSandbox({ now: () => start })
  prepare(sandbox)
  const boxed = { ...sandbox, settings: { ...sandbox.settings, ...settings } }
  const bare = sandboxSession(redmine, boxed, () => start)
  const { facts } = await redmine.check(bare)
  const session = { ...bare, facts }
  session.asked.length = 0
  const wrong = sandboxSession(redmine, { ...boxed, credentials: { key: 'nobody' } }, () => start)
  const write = async (entity: string, one: Write) => only(await redmine.write(session, entity, [one]))
  return {
    sandbox,
    session,
    stranger: { ...wrong, facts },
    write,
    make: async (entity, fields, key = `key-${sandbox.history().length}`) =>
      madeIn(await write(entity, { op: 'create', key, fields })),
    edit: (entity, id, fields) => write(entity, { op: 'update', id, ifVersion: null, fields }),
    fetch: async (entity, id) => (await redmine.fetch(session, entity, [id]))[0],
    pull: (entity, since = null) => allOf(session, entity, since),
  }
}

function only(results: readonly WriteResult[]): WriteResult {
  const [result] = results
  if (!result || results.length !== 1) throw new Error(`${results.length} results for one write`)
  return result
}

export function madeIn(result: WriteResult): Row {
  if (result.ok && result.row) return result.row
  throw new Error(`nothing was made: ${JSON.stringify(result)}`)
}

async function allOf(session: Session, entity: string, since: string | null): Promise<readonly Row[]> {
  const rows: Row[] = []
  let cursor: string | null = null
  do {
    const page = await redmine.pull(session, { entity, since, cursor })
    rows.push(...page.rows)
    cursor = page.next
  } while (cursor !== null)
  return rows
}

/** A client with a project of the template without tasks, whose members are ada (1) and cy (5). */
export async function standing(desk: Desk): Promise<{ readonly client: Row; readonly project: Row }> {
  const client = await desk.make('client', { name: 'Zylker' })
  const project = await desk.make('project', { name: 'Roll-out', client: client.id, template: 'standard' })
  return { client, project }
}
