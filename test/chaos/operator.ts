import type { Dice } from '../../src/cli/demo/dice.ts'
import { connections } from '../../src/cli/demo/set-up.ts'
import type { Stage } from '../../src/cli/demo/stage.ts'
import { until } from '../../src/cli/demo/until.ts'
import { type Side, sides } from '../../src/core/value.ts'
import { connectionsResume } from '../../src/engine/verbs/connections-resume.ts'
import { holdsAnswer } from '../../src/engine/verbs/holds-answer.ts'
import { holdsList } from '../../src/engine/verbs/holds-list.ts'
import { keysRetry } from '../../src/engine/verbs/keys-retry.ts'
import { mappingGoOn } from '../../src/engine/verbs/mapping-go-on.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { pause } from '../../src/spi/bad-days.ts'
import type { Db } from '../../src/store/database.ts'
import { isQuiet } from '../../src/store/quiet.ts'
import type { Breakable } from './troubles.ts'

const patienceMs = 300_000

/** Where somebody looks after Baton. */
export type Desk = Pick<Breakable, 'stage' | 'consents'> & { readonly say: (line: string) => void }

/** Waits until all is done. What stopped and asks for a person gets one. */
export function comesToRest(desk: Desk): Promise<void> {
  return waited(desk, 'all is done', isQuiet)
}

/** The same, but a row that may be gone, and is looked at once more a minute later, is not waited for, nor what was sent to it. */
export function drawsBreath(desk: Desk): Promise<void> {
  return waited(desk, 'all is done but for what waits for its time', hasNothingDue)
}

async function hasNothingDue(db: Db): Promise<boolean> {
  const found = await db.query<{ is: boolean }>(
    `select not exists (select from signal)
       and not exists (select from dirty where run_at < now() + interval '3 s')
       and not exists (select from intent i where not exists (select from dirty d where d.mapping = i.mapping and d.key = i.key))
       and not exists (select from connection where state <> 'ready') as is`,
  )
  return found.rows[0]?.is === true
}

async function waited(desk: Desk, what: string, isDone: typeof isQuiet): Promise<void> {
  let told = performance.now()
  const looks = async () => {
    if (performance.now() - told > impatientMs) {
      told = performance.now()
      await saysWhatFor(desk).catch(() => {})
    }
    return rests(desk, isDone)
  }
  try {
    await until(what, looks, patienceMs)
  } catch (error) {
    throw new Error(`${String(error)}\n${await whatIsOpen(desk.stage)}`, { cause: error })
  }
}

/** After so long somebody wants to know what is waited for. */
const impatientMs = 10_000

async function saysWhatFor({ stage: { engine }, say }: Desk): Promise<void> {
  const open = await engine.pool.query<{ line: string }>(
    `select concat_ws(' ', count(*), 'keys', case when token is not null then 'in hand' when suspect then 'suspect' end,
       'again ' || again, attempts || ' attempts', 'from', min(run_at - now()), min(key), min(last_error)) as line
     from dirty where run_at < 'infinity' group by token is not null, suspect, again, attempts
     union all select concat_ws(' ', 'chore', kind, entity, due_at - now(), attempts, token is not null, done_once, last_error)
       from chore where not done_once or token is not null or due_at <= now()
     union all select concat_ws(' ', count(*), 'intents', side, op) from intent group by side, op
     union all select concat_ws(' ', count(*), 'signals') from signal having count(*) > 0
     union all select concat_ws(' ', name, state, paused_why) from connection where state <> 'ready'`,
  )
  for (const { line } of open.rows) say(`      waits for: ${line}`)
}

/** A database that is just being started again answers nothing: then it does not rest. */
async function rests(desk: Desk, isDone: typeof isQuiet): Promise<boolean> {
  try {
    const helped = await letGoOn(desk)
    return !helped && (await isDone(desk.stage.engine.pool))
  } catch {
    return false
  }
}

/** What a person does about what stopped: connects anew, or lets it go on. Answers whether anything had. */
async function letGoOn({ stage: { engine }, consents }: Desk): Promise<boolean> {
  const paused = await engine.pool.query<{ what: string; name: string }>(
    `select 'connection' as what, name from connection where state = 'paused'
     union all select 'mapping', name from mapping where state = 'paused'`,
  )
  for (const { what, name } of paused.rows) {
    const side = sides.find(one => what === 'connection' && connections[one] === name)
    if (side && consents.isRevoked(side)) await consents.allowAnew(side)
    else if (side) await perform(engine, connectionsResume, operator(), { connection: name })
    else await perform(engine, mappingGoOn, operator(), { mapping: name })
  }
  return paused.rows.length > 0
}

/** A sweep asks for all threads, and those are asked for by a chore that comes round. */
export function readsAllThreads(desk: Desk): Promise<void> {
  const areAsked = async (db: Db) =>
    (await db.query('select from thread where due_at <= now()')).rowCount === 0
  return waited(desk, 'all threads are asked for', areAsked)
}

/** A row that so many workers died with rests until somebody looks at it. */
export async function looksAtFailures({ engine, mapping }: Stage): Promise<void> {
  const found = await engine.pool.query(`select from dirty where run_at = 'infinity'`)
  if (found.rowCount) await perform(engine, keysRetry, operator(), { mapping })
}

/** So often somebody looks whether anything has stopped, or is asked. */
const looksEveryMs = 500

/** Somebody sits there while people edit: lets go on what stopped, and answers ties. */
export function atTheDesk(desk: Desk, dice: Dice): { leaves(): Promise<void> } {
  let isThere = true
  const sits = async () => {
    while (isThere) {
      // The database may just be away: then there is nothing to be done.
      await letGoOn(desk)
        .then(() => answersTies(desk.stage, dice))
        .catch(() => {})
      await pause(looksEveryMs)
    }
  }
  const sitting = sits()
  return {
    leaves: () => {
      isThere = false
      return sitting
    },
  }
}

/** Somebody answers every tie, for one side or the other. */
async function answersTies({ engine }: Stage, dice: Dice): Promise<void> {
  const { items } = await perform(engine, holdsList, operator(), { code: 'hold/both-changed', limit: 100 })
  for (const { id } of items) {
    const side = dice.one<Side>(['crm', 'pm'])
    await perform(engine, holdsAnswer, operator(), { ids: [id], answer: { choice: 'take', side } })
  }
}

/** What is due or in hand, and what was done last. */
async function whatIsOpen({ engine }: Stage): Promise<string> {
  const open = await engine.pool.query(
    `select 'connection' as what, name as key, state || coalesce(': ' || paused_why, '') as how from connection
     union all select 'mapping', name, state || coalesce(': ' || paused_why, '') from mapping
     union all select 'intent', key, side || ' ' || op from intent
     union all select 'chore', kind || ' ' || entity, concat_ws(' ', due_at - now(), done_once, last_error) from chore
     union all select 'mail', message_id, last_error from outbox where sent_at is null
     union all select 'key', key, concat_ws(' ', run_at - now(), attempts, last_error) from dirty`,
  )
  const told = await engine.pool.query(
    `select 'told' as what, key, concat_ws(' ', now() - at, kind, left(data::text, 300)) as how
     from journal order by id desc limit 60`,
  )
  return [...open.rows, ...told.rows].map(row => JSON.stringify(row)).join('\n')
}
