import { createHash } from 'node:crypto'
import { wordsGrown } from '../core/grown-notice.ts'
import type { MappingPolicy } from '../core/policy.ts'
import { unmappedWords } from '../core/unmapped-words.ts'
import { otherSide } from '../core/value.ts'
import type { FieldSpecs, Session } from '../spi/index.ts'
import { advanceChore } from '../store/chores.ts'
import { connectionById } from '../store/connections.ts'
import { type Db, inTransaction } from '../store/database.ts'
import { type Described, keepDescribed } from '../store/described.ts'
import { brokenMappings, mappingsInUse, type StoredMapping } from '../store/mappings.ts'
import { postLetters } from '../store/outbox.ts'
import { accountChanged } from './account-changed.ts'
import type { ChoreDesk } from './chores.ts'
import { bindStored, wordsOf } from './policies.ts'
import { resumeBroken, stopMapping, toAdmins } from './stopping.ts'

const describeEverySeconds = 24 * 3600

/** Asks for the account's own fields and choices, keeps them, and looks whether the mappings over it still hold. */
export async function describeAccount(desk: ChoreDesk): Promise<void> {
  const { engine, chore, token } = desk
  const fields = await describedNow(desk, desk.session)
  const progress = {
    cursor: null,
    since: null,
    newest: null,
    doneOnce: true,
    nextInSeconds: describeEverySeconds,
  }
  const kept = await inTransaction(engine.pool, async tx => {
    if (!(await advanceChore(tx, chore, token, progress))) return false
    await keepFields(tx, desk, fields)
    return true
  })
  if (kept) await lookAtMappings(desk, fields)
}

/** What the account has of its own, by entity. */
export async function describedNow({ connector }: ChoreDesk, session: Session): Promise<Described> {
  const fields: Record<string, FieldSpecs> = {}
  for (const entity of Object.keys(connector.entities))
    if (connector.describe) fields[entity] = await connector.describe(session, entity)
  return fields
}

/** Where something has changed, as a choice that is offered again, what failed before may pass now. */
export async function keepFields(tx: Db, { connection }: ChoreDesk, fields: Described): Promise<void> {
  const mark = markOf(fields)
  await keepDescribed(tx, connection.id, fields, mark)
  if (connection.described !== null && connection.described !== mark) await accountChanged(tx, connection.id)
}

/** Whether the mappings over an account still hold, now that its fields are known. */
export async function lookAtMappings(desk: ChoreDesk, fields: Described): Promise<void> {
  for (const mapping of await mappingsInUse(desk.engine.pool, desk.connection.id))
    await lookAgain(desk, mapping, fields)
  for (const mapping of await brokenMappings(desk.engine.pool, desk.connection.id))
    if ((await boundNow(desk, mapping))?.ok) await resumeBroken(desk.engine, mapping)
}

/** The mapping as it holds against both accounts now; null: a connection is gone. */
async function boundNow({ engine }: ChoreDesk, mapping: StoredMapping) {
  const connections = {
    crm: await connectionById(engine.pool, mapping.crm),
    pm: await connectionById(engine.pool, mapping.pm),
  }
  if (!connections.crm || !connections.pm) return null
  return bindStored(engine, mapping, { crm: connections.crm, pm: connections.pm })
}

function markOf(fields: Described): string {
  return createHash('sha256').update(JSON.stringify(fields)).digest('base64url').slice(0, 22)
}

/** A mapping that no longer holds stops, with the words of every mistake; choices without a row are told once. */
async function lookAgain(desk: ChoreDesk, mapping: StoredMapping, fields: Described): Promise<void> {
  const { engine } = desk
  const bound = await boundNow(desk, mapping)
  if (!bound) return
  if (!bound.ok) {
    const why = bound.problems.map(wordsOf).join('\n')
    engine.log.warn({ mapping: mapping.name, why }, 'a mapping no longer holds against the account')
    return stopMapping(engine, mapping, { is: 'broken', why })
  }
  await tellGrown(engine.pool, desk, mapping, bound.policy, fields)
}

async function tellGrown(
  db: Db,
  { engine, connection, connector }: ChoreDesk,
  mapping: StoredMapping,
  policy: MappingPolicy,
  fields: Described,
): Promise<void> {
  const { side } = connection
  for (const pair of Object.values(policy.pairs)) {
    const specs = fields[pair.entity[side]] ?? {}
    const offered = Object.entries(specs).map(([name, spec]) => [name, spec.choices ?? []] as const)
    for (const { field, words } of unmappedWords(pair, side, Object.fromEntries(offered))) {
      const notice = wordsGrown(
        mapping.name,
        connector.title,
        otherSide(side),
        specs[field]?.title ?? field,
        words,
      )
      const episode = markOf({
        [`${mapping.name} ${pair.name} ${side} ${field} ${[...words].sort().join('\n')}`]: {},
      })
      await postLetters(db, [toAdmins(engine, notice, `${episode}.words`)])
    }
  }
}
