import { rowsAddCounterpart } from '../../engine/verbs/rows-add-counterpart.ts'
import { operator, perform } from '../../engine/verbs/verb.ts'
import { isQuiet } from '../../store/quiet.ts'
import { hasClient, isKnown, isMapped, mailsAbout, ourTasks, tasksShown } from './outcome.ts'
import { farDay, type Plot, people, titles } from './plot.ts'
import { seed, setUp } from './set-up.ts'
import type { Stage } from './stage.ts'
import { until } from './until.ts'
import { crmTasksOf, projectsNamed, type VendorRecord } from './vendor-state.ts'

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
        as: people.delivery,
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
    seen: isKnown,
  },
  ...afterSetUp,
]

async function addTask(stage: Stage, plot: Plot): Promise<void> {
  const fields = {
    Subject: titles.first,
    Status: 'Not Started',
    What_Id: { id: plot.dealId },
    $se_module: 'Deals',
  }
  const task = stage.crm.sandbox.person({ as: people.sales, does: 'add', module: 'Tasks', fields })
  carryWebhooks(stage)
  plot.crmTaskId = String(task.id)
  await perform(stage.engine, rowsAddCounterpart, operator(people.sales), {
    mapping: 'zoho',
    pair: 'tasks',
    side: 'crm',
    row: plot.crmTaskId,
  })
}

function edit(stage: Stage, module: string, id: string | undefined, fields: object): VendorRecord {
  const record = stage.crm.sandbox.person({
    as: people.sales,
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
