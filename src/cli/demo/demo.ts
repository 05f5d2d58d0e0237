import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copyDatabase, createDatabase } from '../../store/copies.ts'
import { startEmbeddedDatabase } from '../../store/embedded.ts'
import { migrate } from '../../store/migrate.ts'
import type { Output } from '../output.ts'
import { type DeathResult, dieEverywhere, stageCount } from './deaths.ts'
import { openStage } from './stage.ts'
import { play, story } from './story.ts'
import type { VendorPair } from './vendor-pairs.ts'
import { faultsIn } from './verdict.ts'

export interface DemoShell {
  readonly environment: () => { readonly databaseUrl: string | undefined }
  readonly output: Output
  readonly untilStopped: () => Promise<void>
}

export interface DemoAsk {
  readonly once: boolean
  readonly pair: VendorPair
}

/** Tells the story once; with `once` it is checked, told again with a death at every vendor call, and judged. */
export async function demo(shell: DemoShell, { once, pair }: DemoAsk): Promise<void> {
  const say = shell.output.say
  const given = shell.environment().databaseUrl
  const server = given === undefined ? await startEmbeddedDatabase() : null
  const folder = await mkdtemp(join(tmpdir(), 'baton-demo-'))
  const database = await createDatabase(server?.url ?? given ?? '', 'baton_demo')
  try {
    say(`PostgreSQL ${server ? 'from npm ' : ''}is up.`)
    await migrate(database)
    const copies = once
      ? await Promise.all(range(stageCount).map(at => copyDatabase(database, `baton_demo_${at}`)))
      : []
    const calm = await tellOnce(shell, database, folder, { once, pair })
    const sudden = once ? await dieEverywhere(copies, folder, pair, say) : []
    if (once) report(shell.output, calm, sudden)
  } finally {
    await rm(folder, { recursive: true, force: true })
    await server?.stop()
  }
}

async function tellOnce(
  shell: DemoShell,
  database: string,
  folder: string,
  { once, pair }: DemoAsk,
): Promise<string[]> {
  const { say } = shell.output
  const stage = await openStage(database, { pair, variables: { NODE_COMPILE_CACHE: folder } })
  try {
    say(`${stage.screens.crm.title} in a box: ${stage.crm.url}`)
    say(`${stage.screens.pm.title} in a box: ${stage.pm.url}`)
    say('')
    const plot = { account: 'Zylker', dealName: 'Zylker roll-out' }
    await play(story, stage, plot, {
      before: step => say(step.tell(stage)),
      after: step => say(`   ${step.shows(stage)}`),
    })
    const faults = await faultsIn(stage, plot)
    for (const mail of stage.mail.received())
      say(`\n   To: ${mail.to}\n   ${mail.subject}\n\n${indent(mail.text)}`)
    if (!once) await stayUp(shell, stage.crm.url, stage.pm.url)
    return faults
  } finally {
    await stage.close()
  }
}

async function stayUp({ output, untilStopped }: DemoShell, crm: string, pm: string): Promise<void> {
  output.say("\nIt all stays up until you press Ctrl-C. Look behind the vendors' screens:")
  for (const url of [crm, pm]) output.say(`   ${url}/__sandbox/state   ${url}/__sandbox/history`)
  await untilStopped()
}

function report({ say }: Output, calm: readonly string[], sudden: readonly DeathResult[]): void {
  const bad = sudden.filter(result => result.faults.length > 0)
  for (const { placement, faults } of bad)
    say(
      `WRONG after kill -9 ${placement.when} ${placement.call} #${placement.nth} (${placement.telling}, step ${placement.step}): ${faults.join('; ')}`,
    )
  for (const fault of calm) say(`WRONG on a calm day: ${fault}`)
  const well = sudden.length - bad.length
  say(
    `\n${well} of ${sudden.length} deaths ended as a calm day does: one project, one task on each side, one Message-ID.`,
  )
  if (calm.length + bad.length > 0) throw new Error('The demo found something wrong; see above.')
  say('All is well.')
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at)
}

function indent(text: string): string {
  return text
    .trim()
    .split('\n')
    .map(line => `   | ${line}`)
    .join('\n')
}
