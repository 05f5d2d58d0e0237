import { Command } from 'commander'
import type { DealState } from '../core/deal-state.ts'
import type { ToldDeal } from '../engine/deals-desk.ts'
import { dealsCreateProject } from '../engine/verbs/deals-create-project.ts'
import { dealsList } from '../engine/verbs/deals-list.ts'
import { dealsPreviewProject } from '../engine/verbs/deals-preview-project.ts'
import { dealsProgress } from '../engine/verbs/deals-progress.ts'
import { dealsTakeIn } from '../engine/verbs/deals-take-in.ts'
import { type AskOptions, ask, given, more, type OfMapping, ofMapping } from './ask.ts'
import { formOptions } from './project-form-options.ts'
import type { Shell } from './shell.ts'

/** `baton deals …`: deals and the projects they become. */
export function dealsCommand(shell: Shell): Command {
  const deals = new Command('deals').description('Deals and the projects they become.')
  for (const command of [list, create, progress, takeIn]) deals.addCommand(command(shell))
  return deals
}

function list(shell: Shell): Command {
  return ofMapping(new Command('list'))
    .description('Show won deals with their projects, or why there is none.')
    .option('--after <id>', 'go on after this one')
    .option('--limit <count>', 'how many at the most', Number)
    .action(async (options: AskOptions) => {
      const asked = given({ ...options }, 'mapping', 'after', 'limit')
      await ask(shell, dealsList, asked, options, ({ items, next }) =>
        items.length === 0 ? ['There are none.'] : [...items.map(dealLine), ...more(next)],
      )
    })
}

const words: Readonly<Record<DealState['is'], string>> = {
  made: 'has the project',
  'being-made': 'its project is being made',
  waiting: 'waits:',
  held: 'held:',
  asked: 'asked for; a running node makes it',
  offered: 'won, and not taken in',
  'left-out': 'left out by the mapping',
  'not-won': 'not won',
}

/** A deal and its project, on one line. */
export function dealLine({ deal, title, state, urls }: ToldDeal): string {
  const more = state.is === 'made' ? `${state.project}  ${urls.pm ?? ''}` : 'why' in state ? state.why : ''
  return [deal, JSON.stringify(title), words[state.is], more].join('  ').trimEnd()
}

function create(shell: Shell): Command {
  const command = ofMapping(new Command('create'))
    .description('Create a project from a deal, won or not. What is left out follows from the mapping.')
    .argument('<deal>', "the CRM's id of the deal")
    .option('--members <who...>', 'who becomes a member: ids or e-mail addresses')
    .option('--preview', 'show what would be written, and write nothing')
  for (const [name, says] of Object.entries(formOptions)) command.option(`--${name} <${name}>`, says)
  return command.action(async (deal: string, options: OfMapping & { preview?: true }) => {
    const { mapping, preview } = options
    const form = given({ ...options }, ...Object.keys(formOptions), 'members')
    if (!preview)
      return void (await ask(shell, dealsCreateProject, { mapping, deal, form }, options, told => [
        dealLine(told),
      ]))
    await ask(shell, dealsPreviewProject, { mapping, deal, form }, options, told => [
      dealLine(told),
      ...shown(told.preview),
    ])
  })
}

type Preview = Awaited<ReturnType<typeof dealsPreviewProject.act>>['preview']

function shown(preview: Preview): string[] {
  if (preview.is === 'left-out') return ['Nothing: the mapping leaves the deal out.']
  if (preview.is !== 'create') return [`Nothing yet: ${preview.why}`]
  const { fields, members } = preview
  const people = members
    ? [`  Members: ${members.people.join(', ')}${members.agreed ? '' : ' (an admin is asked)'}`]
    : []
  return [...fields.map(({ title, value }) => `  ${title}: ${JSON.stringify(value)}`), ...people]
}

function progress(shell: Shell): Command {
  return ofMapping(new Command('progress'))
    .description('Show how far the projects of some deals are.')
    .argument('<deal...>', "the CRM's ids of the deals")
    .action(async (deals: string[], options: OfMapping) => {
      const { mapping } = options
      await ask(shell, dealsProgress, { mapping, deals }, options, told => told.map(dealLine))
    })
}

function takeIn(shell: Shell): Command {
  return ofMapping(new Command('take-in'))
    .description('Make projects of deals that were won before the mapping was switched on.')
    .argument('<deal...>', "the CRM's ids of the deals")
    .action(async (deals: string[], options: OfMapping) => {
      const { mapping } = options
      await ask(shell, dealsTakeIn, { mapping, deals }, options, taken =>
        taken.map(({ deal, was }) => `${deal}  ${was === 'unknown' ? 'was not read yet' : words[was]}`),
      )
    })
}
