import { type AccountProjectVerdict, planAccountProject } from '../core/account-project.ts'
import { reactions } from '../core/failure.ts'
import { type Row, VendorError } from '../spi/index.ts'
import {
  type AccountProject,
  accountProjectById,
  accountProjectNow,
  isOpen,
} from '../store/account-projects.ts'
import { advanceChore, endChore, holdChore } from '../store/chores.ts'
import { today } from '../store/clock.ts'
import { type Db, inTransaction } from '../store/database.ts'
import { writeJournal } from '../store/journal.ts'
import { mappingById } from '../store/mappings.ts'
import { sightingsOf } from '../store/sightings.ts'
import { prio, signalKeys } from '../store/signals.ts'
import { makeWishes } from '../store/wishes.ts'
import type { ChoreDesk } from './chores.ts'
import { createKey } from './create-key.ts'
import { type MappingDesk, mappingDesk } from './deals-desk.ts'
import { newcomerKey } from './keys.ts'
import { outOfReach } from './reach.ts'
import { connectorOf } from './registry.ts'
import { sendProject } from './send-project.ts'
import { counterpart, worldOf } from './world.ts'

/** How soon a project that waits for its account's client is looked at again. */
const waitSeconds = 15

/** Makes the project that somebody wanted for an account: once its client is there, and once. */
export async function makeAccountProject(desk: ChoreDesk): Promise<void> {
  const { engine, chore, token } = desk
  const request = await accountProjectById(engine.pool, chore.entity)
  const mapping = request && (await mappingById(engine.pool, request.mapping))
  if (!request || !mapping || !isOpen(request.state)) return void (await endChore(engine.pool, chore, token))
  if (mapping.state === 'off') return ended(desk, request, { state: 'failed', why: 'The mapping is off.' })
  if (mapping.state !== 'on') return putOff(desk, request, 'The mapping is paused.')
  const of = await mappingDesk(engine.registry, engine.pool, mapping)
  const verdict = await planned(of, request)
  if (verdict.is === 'hold') return ended(desk, request, { state: 'failed', why: verdict.detail })
  if (verdict.is === 'create') return make(desk, of, request, verdict.fields)
  await askForClient(engine.pool, of, request)
  return putOff(desk, request, verdict.detail)
}

async function make(
  desk: ChoreDesk,
  of: MappingDesk,
  request: AccountProject,
  fields: Extract<AccountProjectVerdict, { is: 'create' }>['fields'],
): Promise<void> {
  const { engine, chore, token } = desk
  const { leaseSeconds } = engine.config
  const entity = of.policy.pairs.deals?.entity.pm ?? ''
  const sending = { ...desk, entity, key: keyOf(of, request), fields, sentMs: request.sentMs }
  const isSending = async () => {
    if (!(await holdChore(engine.pool, chore, token, leaseSeconds))) return false
    await accountProjectNow(engine.pool, request.id, { state: 'sent' })
    return true
  }
  const sent = await sendProject(sending, isSending)
  if (sent.is === 'not-mine') return
  if (sent.is === 'too-early') return putOff(desk, request, null, Math.ceil(sent.afterMs / 1000))
  if (sent.is === 'made') return ended(desk, request, madeOf(sent.row), fields)
  if (sent.is === 'untold') return ended(desk, request, { state: 'failed', why: sent.why })
  if (reactions[sent.failure.kind] === 'hold-row' || sent.failure.kind === 'forbidden')
    return ended(desk, request, { state: 'failed', why: sent.failure.message })
  if (!sent.unanswered) await accountProjectNow(engine.pool, request.id, { state: 'asked' })
  throw new VendorError(sent.failure, null, sent.unanswered)
}

function madeOf({ id, url }: Pick<Row, 'id' | 'url'>): Parameters<typeof accountProjectNow>[2] {
  return { state: 'made', project: id, url: url ?? null }
}

/** The same request always asks with the same key, so that one of them makes one project. */
function keyOf(of: MappingDesk, { id, mapping, account }: AccountProject): string {
  return createKey(of.mapping, ['account-project', String(mapping), account, String(id)])
}

async function planned(of: MappingDesk, request: AccountProject): Promise<AccountProjectVerdict> {
  const { accounts, deals } = of.policy.pairs
  if (!accounts || !deals?.anchor) return { is: 'hold', detail: 'The mapping maps no accounts any more.' }
  const { pool } = of.engine
  const fields = { [deals.anchor.crm]: request.account }
  const world = await worldOf(of, [{ pair: deals, side: 'crm', fields }])
  const client = counterpart(world, 'accounts', 'crm', request.account)
  const beyond = outOfReach({
    ...of.pm,
    connector: connectorOf(of.engine.registry, of.pm.connection.connector),
  })
  const seen = await sightingsOf(pool, of.crm.connection.id, accounts.entity.crm, [request.account])
  const name = seen.get(request.account)?.[accounts.match?.crm.fields.name ?? 'name']
  const ask = {
    account: request.account,
    name: typeof name === 'string' && name !== '' ? name : request.account,
    given: request.given,
    on: await today(pool),
    client: client ?? (beyond.includes(accounts.entity.pm) ? undefined : null),
  }
  return planAccountProject(deals, ask, world)
}

/** Where the mapping makes clients as they are needed, this one is. */
async function askForClient(
  db: Db,
  { policy, mapping }: MappingDesk,
  request: AccountProject,
): Promise<void> {
  const { accounts } = policy.pairs
  if (accounts?.createWhen !== 'needed' || !accounts.create.includes('pm') || request.state !== 'asked')
    return
  const wish = {
    pair: 'accounts',
    side: 'crm',
    rowId: request.account,
    why: 'needed',
    askedBy: null,
  } as const
  await makeWishes(db, mapping.id, [wish])
  await signalKeys(db, mapping.id, [newcomerKey('accounts', 'crm', request.account)], prio.person)
}

async function putOff(
  { engine, chore, token }: ChoreDesk,
  request: AccountProject,
  why: string | null,
  nextInSeconds = waitSeconds,
): Promise<void> {
  await inTransaction(engine.pool, async tx => {
    const rest = { cursor: null, since: null, newest: null, doneOnce: true, nextInSeconds }
    if (!(await advanceChore(tx, chore, token, rest))) return
    if (request.state !== 'sent') await accountProjectNow(tx, request.id, { state: 'waiting', why })
  })
}

async function ended(
  { engine, chore, token }: ChoreDesk,
  request: AccountProject,
  now: Parameters<typeof accountProjectNow>[2],
  sent = {},
): Promise<void> {
  await inTransaction(engine.pool, async tx => {
    if (!(await endChore(tx, chore, token))) return
    await accountProjectNow(tx, request.id, now)
    const data =
      now.state === 'made'
        ? { on: 'pm', account: request.account, row: now.project, sent }
        : { account: request.account, message: now.why }
    const kind = now.state === 'made' ? 'created' : 'failed'
    await writeJournal(tx, request.mapping, [{ pair: 'deals', key: null, kind, data }])
  })
}
