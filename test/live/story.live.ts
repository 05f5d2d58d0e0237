import { expect, test } from 'vitest'
import espocrm from '../../connectors/espocrm/index.ts'
import redmine from '../../connectors/redmine/index.ts'
import { startBaton } from '../../src/cli/demo/baton.ts'
import { closedParent, deletion } from '../../src/cli/demo/day/afternoon.ts'
import { dayPlot } from '../../src/cli/demo/day/day-plot.ts'
import { faultsOfTalk, talk } from '../../src/cli/demo/day/talk.ts'
import { type Plot, titles } from '../../src/cli/demo/plot.ts'
import type { Account, Scene } from '../../src/cli/demo/scene.ts'
import { play, type Step, story } from '../../src/cli/demo/story.ts'
import { until } from '../../src/cli/demo/until.ts'
import { outcomeClaims } from '../../src/cli/demo/verdict.ts'
import { testDatabase } from '../support/database.ts'
import { espocrmScreen } from './espocrm-screen.ts'
import { forgetWebhooks } from './espocrm-webhooks.ts'
import { redmineScreen } from './redmine-screen.ts'
import { addressOf, type LiveServer, liveServer } from './servers.ts'

const { env } = process
const named = { crm: liveServer(espocrm, env), pm: liveServer(redmine, env) }
const people = ['BATON_LIVE_ESPOCRM_PERSON', 'BATON_LIVE_REDMINE_PERSON_KEY'] as const
const missing = [
  ...Object.values(named).flatMap(one => (one.is === 'missing' ? [one.why] : [])),
  ...people.filter(name => !env[name]).map(name => `set ${name}`),
]

/** Real servers take their time; a kit that ran before has left hundreds of rows. */
const listener = { patienceMs: 300_000, isBusy: true } as const
const variables = {
  BATON_POLL_SECONDS: '15',
  BATON_SLOTS: '4',
  BATON_LEASE_SECONDS: '10',
  BATON_REQUEST_TIMEOUT_MS: '20000',
  BATON_ARRIVAL_MARGIN_MS: '2000',
}

test.skipIf(missing.length > 0)(
  `EspoCRM and Redmine: the story, with a kill in the middle ${missing.join(', ')}`,
  { timeout: 1_200_000 },
  async () => {
    if (named.crm.is === 'missing' || named.pm.is === 'missing') return
    const [crm, pm] = [named.crm.server, named.pm.server]
    const forget = () => forgetWebhooks(addressOf(crm), crm.credentials.key ?? '')
    await forget()
    const scene = await openScene(crm, pm)
    try {
      const mark = Date.now().toString(36)
      const plot: Plot = { account: `Zylker ${mark}`, dealName: `Roll-out ${mark}` }
      await play(story.map(withKill), scene, plot, listener)
      expect(wrongIn(await outcomeClaims(scene, plot))).toEqual([])
      await theRest(scene, plot)
    } finally {
      await scene.close().finally(forget)
    }
  },
)

function wrongIn(claims: Awaited<ReturnType<typeof outcomeClaims>>): string[] {
  return claims.flatMap(([claim, holds]) => (holds ? [] : [claim]))
}

/** Something is said in both directions; the other refusal, and a deletion. */
async function theRest(scene: Scene, plot: Plot): Promise<void> {
  const nobody = { accounts: [], clients: [], deals: [], crmTasks: [], projects: [], pmTasks: [] }
  const rest = dayPlot(nobody, { accounts: [], clients: [], deals: [plot.dealId ?? ''] }, () => {})
  const [project] = await scene.screens.pm.projectsNamed(plot.dealName)
  rest.project = project?.id ?? ''
  rest.tasks.both = plot.crmTaskId ?? ''
  await play(talk, scene, rest, listener)
  expect(await faultsOfTalk(scene, rest)).toEqual([])
  await play(closedParent, scene, rest, listener)
  const [task] = await scene.screens.crm.tasksIn(plot.dealId ?? '')
  rest.tasks.dropped = plot.crmTaskId ?? ''
  rest.droppedTitle = titles.third
  expect(task).toBeDefined()
  await play(deletion, scene, rest, listener)
}

/** When the project is there its template is still being copied: that is when Baton dies. */
function withKill(step: Step, at: number): Step {
  if (at !== 1) return step
  return {
    ...step,
    act: async (scene, plot) => {
      await step.act(scene, plot)
      const isThere = async () => (await scene.screens.pm.projectsNamed(plot.dealName)).length > 0
      await until('the project is begun', isThere, listener.patienceMs)
      scene.worker.kill()
    },
  }
}

async function openScene(crm: LiveServer, pm: LiveServer): Promise<Scene & { close(): Promise<void> }> {
  const screens = {
    crm: await espocrmScreen(addressOf(crm), env.BATON_LIVE_ESPOCRM_PERSON ?? ''),
    pm: redmineScreen(addressOf(pm), pm.credentials.key ?? '', env.BATON_LIVE_REDMINE_PERSON_KEY ?? ''),
  }
  await screens.pm.welcomeSales?.()
  const { url } = await testDatabase()
  const hosts = [...crm.rewrites, ...pm.rewrites].map(([host, to]) => `${host}=${to}`).join(',')
  const baton = await startBaton(url, { ...variables, ...(hosts === '' ? {} : { BATON_HOSTS: hosts }) })
  const accounts = { crm: accountAt('espocrm', crm), pm: accountAt('redmine', pm) }
  return { ...baton, mapping: 'espocrm-redmine', screens, accounts }
}

function accountAt(connector: string, { settings, credentials }: LiveServer): Account {
  return { connector, settings, credentials }
}
