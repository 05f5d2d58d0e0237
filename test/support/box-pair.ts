import { randomUUID } from 'node:crypto'
import { afterAll } from 'vitest'
import type { Plot } from '../../src/cli/demo/plot.ts'
import type { SetScene } from '../../src/cli/demo/scene.ts'
import { seed, setUp } from '../../src/cli/demo/set-up.ts'
import { rewrites } from '../../src/cli/demo/stage.ts'
import { type VendorPair, vendorPairs } from '../../src/cli/demo/vendor-pairs.ts'
import { type RunningSandbox, runSandbox } from '../../src/cli/sandbox.ts'
import type { Side } from '../../src/core/value.ts'
import { doChore } from '../../src/engine/chores.ts'
import { drainLane } from '../../src/engine/drain.ts'
import type { Engine } from '../../src/engine/engine.ts'
import { fold, readyOverdueLanes } from '../../src/store/fold.ts'
import { freeLane, takeLane } from '../../src/store/lanes.ts'
import { testEngine } from './engine.ts'

/** Real connectors over their boxes, with a won deal and its project; nothing runs unless a test says so. */
export interface BoxPair extends Pick<SetScene, 'engine' | 'screens' | 'accounts'> {
  readonly boxes: Readonly<Record<Side, RunningSandbox>>
  /** The deal, and the project, that tasks belong to. */
  readonly homes: Readonly<Record<Side, string>>
  /** Looks whether there is news at the vendors, and does what follows. */
  settle(): Promise<void>
}

export async function boxPair(pair: VendorPair): Promise<BoxPair> {
  const [crm, pm] = await Promise.all([
    runSandbox(vendorPairs[pair].crm.connector),
    runSandbox(vendorPairs[pair].pm.connector),
  ])
  afterAll(() => Promise.all([crm.close(), pm.close()]))
  if (vendorPairs[pair].pm.connector === 'zoho-projects') pm.sandbox.turn('dc', 'eu')
  const { engine } = await testEngine({
    BATON_HOSTS: rewrites(crm, pm),
    BATON_ADMIN_EMAIL: 'admin@example.test',
    BATON_SMTP_URL: 'smtp://127.0.0.1:9',
  })
  const boxes = { crm, pm }
  const screens = { crm: vendorPairs[pair].crm.screen(crm), pm: vendorPairs[pair].pm.screen(pm) }
  const accountAt = ({ sandbox }: RunningSandbox) => ({
    connector: sandbox.name,
    settings: sandbox.settings,
    credentials: sandbox.credentials,
  })
  const accounts = { crm: accountAt(crm), pm: accountAt(pm) }
  const scene = {
    engine,
    screens,
    accounts,
    mapping: pair,
    hookSecret: 'a-secret-for-webhooks-only',
    hookUrl: (connection: string) => `http://127.0.0.1:9/hooks/${connection}`,
  }
  const settle = () => settleBoxes(engine)
  return { engine, screens, accounts, boxes, homes: await wonDeal(scene, settle), settle }
}

/** Both accounts connected, the mapping as it is shipped but that tasks cross by themselves, and a project for its deal. */
async function wonDeal(scene: SetScene, settle: () => Promise<void>): Promise<BoxPair['homes']> {
  const { crm, pm } = scene.screens
  const plot: Plot = { account: 'Zylker', dealName: 'Roll-out' }
  await pm.welcomeSales?.()
  await seed(scene, plot)
  await setUp(scene, text => text.replace(/create: \[\](?= .*'Add to CRM')/, 'create: [pm]'))
  await settle()
  await crm.winDeal(plot.dealId ?? '')
  await settle()
  const [project] = await pm.projectsNamed(plot.dealName)
  if (!project) throw new Error('The deal has no project.')
  return { crm: plot.dealId ?? '', pm: project.id }
}

const mostRounds = 60

async function settleBoxes(engine: Engine): Promise<void> {
  await engine.pool.query(
    `update chore set due_at = now() where kind in ('pull', 'threads') and token is null`,
  )
  for (let round = 0; round < mostRounds; round++) {
    while (await doChore(engine));
    while ((await fold(engine.pool)) > 0);
    if (!(await served(engine)) && !(await hurried(engine))) return
  }
  throw new Error('It does not come to rest.')
}

async function served(engine: Engine): Promise<boolean> {
  const owner = randomUUID()
  await readyOverdueLanes(engine.pool)
  const lane = await takeLane(engine.pool, owner, 30)
  if (!lane) return false
  const claimed = await drainLane(engine, lane, owner)
  await freeLane(engine.pool, lane, owner)
  return claimed > 0
}

/** Makes due what rests for some seconds only; answers whether there is anything to do. */
async function hurried({ pool }: Engine): Promise<boolean> {
  const due = await pool.query(
    `with soon as (update dirty set run_at = now() where token is null and run_at > now() and run_at < now() + interval '20 s' returning 1)
     select 1 from soon union all select 1 from signal union all select 1 from chore c join connection on id = c.connection
       where state = 'ready' and due_at <= now()`,
  )
  return (due.rowCount ?? 0) > 0
}
