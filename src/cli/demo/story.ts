import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { addCounterpart } from '../../engine/verbs/add-counterpart.ts'
import { connect } from '../../engine/verbs/connect.ts'
import { switchOn } from '../../engine/verbs/switch-on.ts'
import { isQuiet } from '../../store/quiet.ts'
import type { ReceivedMail } from './mail-sink.ts'
import type { Stage } from './stage.ts'
import { until } from './until.ts'
import { crmTasksOf, idIn, projectsNamed, projectTasks, records, type VendorRecord } from './vendor-state.ts'

/** What the story is about; each telling has its own. */
export interface Plot {
  readonly account: string
  readonly dealName: string
  accountId?: string
  dealId?: string
  crmTaskId?: string
}

export const titles = {
  first: 'Move the address book',
  second: 'Move the address book and calendar',
  third: 'Move everything at one go',
} as const

const sales = 'bo@example.test'
const delivery = 'cy@example.test'
const mappingFile = fileURLToPath(new URL('../../../mappings/zoho.yaml', import.meta.url))

export interface Step {
  readonly tell: string
  readonly act: (stage: Stage, plot: Plot) => Promise<void> | void
  readonly shows: string
  readonly seen: (stage: Stage, plot: Plot) => boolean | Promise<boolean>
}

/** What happens once Baton is there. */
const afterSetUp: readonly Step[] = [
  {
    tell: 'Bo, in sales, wins the deal.',
    act: (stage, plot) => void edit(stage, 'Deals', plot.dealId, { Stage: 'Closed Won' }),
    shows: 'A project is there, from the template Onboarding, with its client.',
    seen: (stage, plot) => projectsNamed(stage, plot.dealName).length > 0 && hasClient(stage, plot),
  },
  {
    tell: 'Bo adds a task to the deal and asks for it in the project too.',
    act: addTask,
    shows: 'The task stands in the project.',
    seen: (stage, plot) => tasksShown(stage, plot).includes(titles.first),
  },
  {
    tell: 'Bo changes its title in Zoho CRM.',
    act: (stage, plot) => void edit(stage, 'Tasks', plot.crmTaskId, { Subject: titles.second }),
    shows: 'Zoho Projects shows the new title.',
    seen: (stage, plot) => tasksShown(stage, plot).includes(titles.second),
  },
  {
    tell: 'Cy, in delivery, changes it again in Zoho Projects.',
    act: (stage, plot) => {
      const task = ourTasks(stage, plot)[0]
      stage.pm.sandbox.person({
        as: delivery,
        does: 'edit',
        module: 'Tasks',
        id: String(task?.id),
        fields: { name: titles.third },
      })
      carryWebhooks(stage)
    },
    shows: 'Zoho CRM shows it.',
    seen: (stage, plot) => crmTasksOf(stage, plot.dealId ?? '')[0]?.Subject === titles.third,
  },
  {
    tell: 'Bo sets a due date long after the end of the project, which keeps to its schedule.',
    act: (stage, plot) => void edit(stage, 'Tasks', plot.crmTaskId, { Due_Date: farDay }),
    shows: 'The project did not take it, and Bo got one mail that says why and what would pass.',
    seen: (stage, plot) => mailsAbout(stage, plot).length > 0,
  },
]

/** One thread through everything, in the order in which people would do it. */
export const story: readonly Step[] = [
  {
    tell: 'An admin connects Zoho CRM and Zoho Projects and switches the mapping on.',
    act: (stage, plot) => {
      seed(stage, plot)
      return setUp(stage)
    },
    shows: 'Both sides were read; the account was mapped to the client of the same name.',
    seen: isMapped,
  },
  ...afterSetUp,
]

/** The same on a stage that is set up already. */
export const laterStory: readonly Step[] = [
  {
    tell: 'A new account and its first deal.',
    act: (stage, plot) => {
      seed(stage, plot)
      carryWebhooks(stage)
    },
    shows: 'They were seen.',
    seen: () => true,
  },
  ...afterSetUp,
]

export const farDay = '2031-01-31'

async function setUp(stage: Stage): Promise<void> {
  const { engine, hookSecret } = stage
  const text = withTemplate(await readFile(mappingFile, 'utf8'), stage)
  await connect(engine, {
    name: 'crm',
    connector: 'zoho-crm',
    settings: { dc: 'us' },
    credentials: credentialsOf(stage.crm.sandbox.credentials),
    hookSecret,
  })
  await connect(engine, {
    name: 'projects',
    connector: 'zoho-projects',
    settings: { dc: 'eu', portal: '60000001', user: 'ada@example.test' },
    credentials: credentialsOf(stage.pm.sandbox.credentials),
    hookSecret,
  })
  await switchOn(engine, { text, file: 'mappings/zoho.yaml', crm: 'crm', pm: 'projects' })
}

/** Templates are named by their id where the portal does not list them. */
function withTemplate(text: string, stage: Stage): string {
  const template = records(stage.pm.sandbox, 'Templates').find(one => one.name === 'Onboarding')
  return text.replace('New Business: Onboarding', `New Business: "${template?.id}"`)
}

/** What the company has before Baton comes: one account known to both sides, one open deal, two webhooks. */
function seed(stage: Stage, plot: Plot): void {
  const crm = (module: string, fields: object) =>
    stage.crm.sandbox.person({ as: sales, does: 'add', module, fields: { ...fields } })
  const pm = (module: string, fields: object) =>
    stage.pm.sandbox.person({ as: 'ada@example.test', does: 'add', module, fields: { ...fields } })
  const account = crm('Accounts', { Account_Name: plot.account })
  const deal = crm('Deals', {
    Deal_Name: plot.dealName,
    Stage: 'Negotiation/Review',
    Pipeline: 'Standard (Standard)',
    Type: 'New Business',
    Account_Name: { id: account.id },
  })
  plot.accountId = String(account.id)
  plot.dealId = String(deal.id)
  pm('Clients', { name: plot.account })
  if (records(stage.pm.sandbox, 'Webhooks').length > 0) return
  for (const on of ['task', 'project'])
    pm('Webhooks', {
      name: `Baton ${on}`,
      url: `${stage.hookUrl('projects')}?k=${stage.hookSecret}`,
      on,
      format: 'form',
    })
}

function credentialsOf(given: Readonly<Record<string, string>>) {
  const { clientId = '', clientSecret = '', refreshToken = '' } = given
  return { clientId, clientSecret, refreshToken }
}

async function addTask(stage: Stage, plot: Plot): Promise<void> {
  const fields = {
    Subject: titles.first,
    Status: 'Not Started',
    What_Id: { id: plot.dealId },
    $se_module: 'Deals',
  }
  const task = stage.crm.sandbox.person({ as: sales, does: 'add', module: 'Tasks', fields })
  carryWebhooks(stage)
  plot.crmTaskId = String(task.id)
  await addCounterpart(stage.engine, {
    mapping: 'zoho',
    pair: 'tasks',
    side: 'crm',
    row: plot.crmTaskId,
    by: sales,
  })
}

function edit(stage: Stage, module: string, id: string | undefined, fields: object): VendorRecord {
  const record = stage.crm.sandbox.person({
    as: sales,
    does: 'edit',
    module,
    id: id ?? '',
    fields: { ...fields },
  })
  carryWebhooks(stage)
  return record
}

/** What a person did at a vendor's screen is announced like anything else. */
function carryWebhooks(stage: Stage): void {
  stage.crm.carry()
  stage.pm.carry()
}

async function isMapped(stage: Stage, plot: Plot): Promise<boolean> {
  const found = await stage.engine.pool.query('select from link where crm_id = $1', [plot.accountId])
  return found.rowCount === 1
}

function hasClient(stage: Stage, plot: Plot): boolean {
  const client = records(stage.pm.sandbox, 'Clients').find(one => one.name === plot.account)
  const [project] = projectsNamed(stage, plot.dealName)
  return client !== undefined && JSON.stringify(project?.clients ?? []).includes(String(client.id))
}

export function ourTasks(stage: Stage, plot: Plot): readonly VendorRecord[] {
  const project = idIn(projectsNamed(stage, plot.dealName)[0]?.id) ?? ''
  return projectTasks(stage, project, Object.values(titles))
}

function tasksShown(stage: Stage, plot: Plot): string[] {
  return ourTasks(stage, plot).map(task => String(task.name))
}

/** Mails about this story's task: they carry its address at the vendor. */
export function mailsAbout(stage: Stage, plot: Plot): readonly ReceivedMail[] {
  return stage.mail.received().filter(mail => mail.text.includes(plot.crmTaskId ?? ''))
}

export interface Listener {
  readonly before?: (step: Step, at: number) => void
  readonly after?: (step: Step) => void
}

/** Plays a story, step by step, each when the one before has come to rest. */
export async function play(
  steps: readonly Step[],
  stage: Stage,
  plot: Plot,
  listener: Listener,
): Promise<void> {
  for (const [at, step] of steps.entries()) {
    listener.before?.(step, at)
    await step.act(stage, plot)
    await until(step.shows, async () => (await isQuiet(stage.engine.pool)) && step.seen(stage, plot))
    listener.after?.(step)
  }
}
