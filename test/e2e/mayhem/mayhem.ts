import { type Dice, diceFrom } from '../../../src/cli/demo/dice.ts'
import { type Plot, people } from '../../../src/cli/demo/plot.ts'
import { openStage, type Stage } from '../../../src/cli/demo/stage.ts'
import { play, story } from '../../../src/cli/demo/story.ts'
import { until } from '../../../src/cli/demo/until.ts'
import { rowsAddCounterpart } from '../../../src/engine/verbs/rows-add-counterpart.ts'
import { operator, perform } from '../../../src/engine/verbs/verb.ts'
import { isQuiet } from '../../../src/store/quiet.ts'
import { type Killer, killerOf } from './killer.ts'
import { faultsAtTheEnd } from './outcome.ts'
import { somebodyEdits, type TaskPair } from './people.ts'

export interface MayhemAsk {
  readonly databaseUrl: string
  readonly cacheFolder: string
  readonly kills: number
  readonly seed: number
  readonly say?: (line: string) => void
}

export interface Mayhem {
  readonly deaths: number
  readonly edits: number
  readonly faults: readonly string[]
}

const tasks = 6
/** Zoho locks out for ten minutes whoever calls too often; Baton counts in windows that are a hundredth as long. */
const betweenRoundsSeconds = 601
const patienceMs = 60_000

/** The real processes against both vendors in a box: people edit at random, and the worker dies at random calls. */
export async function mayhem(ask: MayhemAsk): Promise<Mayhem> {
  const dice = diceFrom(ask.seed)
  let stage: Stage | null = null
  const killer = killerOf(() => stage?.worker.kill())
  stage = await openStage(ask.databaseUrl, {
    hooks: killer.hooks,
    variables: { NODE_COMPILE_CACHE: ask.cacheFolder },
  })
  try {
    const pairs = await linkedTasks(stage)
    const edits = await rounds(stage, killer, dice, pairs, ask)
    await comesToRest(stage)
    await everythingIsLookedAt(stage)
    return { deaths: killer.deaths(), edits, faults: await faultsAtTheEnd(stage, pairs) }
  } finally {
    await stage.close()
  }
}

/** A deal that was won, its project, and some tasks that stand on both sides. */
async function linkedTasks(stage: Stage): Promise<readonly [TaskPair, ...TaskPair[]]> {
  const plot: Plot = { account: 'Zylker', dealName: 'Roll-out' }
  await play(story.slice(0, 2), stage, plot, {})
  for (let at = 0; at < tasks; at += 1) await addTask(stage, plot, at)
  await comesToRest(stage)
  const found = await stage.engine.pool.query<TaskPair>(
    `select crm_id as crm, regexp_replace(pm_id, '^.*/', '') as pm from link where pair = 'tasks' order by id`,
  )
  const [first, ...others] = found.rows
  if (!first || others.length !== tasks - 1) throw new Error(`${found.rows.length} tasks are linked.`)
  return [first, ...others]
}

async function addTask(stage: Stage, plot: Plot, at: number): Promise<void> {
  const fields = {
    Subject: `Task w${at}`,
    Status: 'Not Started',
    What_Id: { id: plot.dealId },
    $se_module: 'Deals',
  }
  const { id } = stage.crm.sandbox.person({ as: people.sales, does: 'add', module: 'Tasks', fields })
  stage.crm.carry()
  const ask = { mapping: 'zoho', pair: 'tasks', side: 'crm', row: String(id) } as const
  await perform(stage.engine, rowsAddCounterpart, operator(people.sales), ask)
}

async function rounds(
  stage: Stage,
  killer: Killer,
  dice: Dice,
  pairs: readonly [TaskPair, ...TaskPair[]],
  { kills, say }: MayhemAsk,
): Promise<number> {
  let typed = tasks
  const word = () => `w${typed++}`
  while (killer.deaths() < kills) {
    for (const { sandbox } of [stage.crm, stage.pm]) sandbox.advance(betweenRoundsSeconds)
    killer.arm(dice.below(8), dice.one(['before', 'after'] as const))
    for (let edit = 0; edit <= dice.below(4); edit += 1) somebodyEdits(stage, dice, pairs, word)
    await waited(stage, 'it died, or came to rest', async () => !killer.isArmed() || (await rests(stage)))
    killer.disarm()
    if (killer.deaths() % 20 === 0) say?.(`${killer.deaths()} deaths, ${typed} words typed`)
  }
  return typed
}

function comesToRest(stage: Stage): Promise<void> {
  return waited(stage, 'all is done', () => rests(stage))
}

/** Webhooks were missed while nobody was there to take what they announced; a full look finds that. */
async function everythingIsLookedAt(stage: Stage): Promise<void> {
  for (const { sandbox } of [stage.crm, stage.pm]) sandbox.advance(betweenRoundsSeconds)
  await stage.engine.pool.query(`insert into signal (mapping, key) select mapping, 'link:' || id from link`)
  await comesToRest(stage)
}

/** A row that so many workers died with rests until somebody looks at it; here somebody does, as often as it takes. */
async function rests(stage: Stage): Promise<boolean> {
  await stage.engine.pool.query(
    `insert into signal (mapping, key) select mapping, key from dirty where run_at = 'infinity'`,
  )
  return isQuiet(stage.engine.pool)
}

/** Waits for a state; when it does not come, says what is still open. */
async function waited(stage: Stage, what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  try {
    await until(what, holds, patienceMs)
  } catch (error) {
    const open = await stage.engine.pool.query(
      `select 'connection' as what, name as key, state || coalesce(': ' || paused_why, '') as how from connection
       union all select 'mapping', name, state || coalesce(': ' || paused_why, '') from mapping
       union all select 'intent', key, side || ' ' || op from intent
       union all select 'chore', kind || ' ' || entity, last_error from chore where last_error is not null
       union all select 'mail', message_id, last_error from outbox where sent_at is null
       union all select 'key', key, concat_ws(' ', run_at - now(), attempts, last_error) from dirty`,
    )
    throw new Error(`${String(error)}\n${open.rows.map(row => JSON.stringify(row)).join('\n')}`, {
      cause: error,
    })
  }
}
