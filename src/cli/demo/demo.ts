import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copyDatabase, createDatabase } from '../../store/copies.ts'
import { startEmbeddedDatabase } from '../../store/embedded.ts'
import { migrate } from '../../store/migrate.ts'
import type { Output } from '../output.ts'
import {
  openPlacementStage,
  type Placement,
  type PlacementResult,
  type PlacementStage,
  placementsOf,
} from './placements.ts'
import { openStage } from './stage.ts'
import { play } from './story.ts'
import { faultsIn } from './verdict.ts'

export interface DemoShell {
  readonly environment: () => { readonly databaseUrl: string | undefined }
  readonly output: Output
  readonly untilStopped: () => Promise<void>
}

/** Stages on which stories with a death in them are told at the same time; they mostly wait. */
const stages = 4

/** Tells the story once; with `once` it is checked, told again with a death at every vendor call, and judged. */
export async function demo(shell: DemoShell, once: boolean): Promise<void> {
  const say = shell.output.say
  const given = shell.environment().databaseUrl
  const server = given === undefined ? await startEmbeddedDatabase() : null
  const folder = await mkdtemp(join(tmpdir(), 'baton-demo-'))
  const database = await createDatabase(server?.url ?? given ?? '', 'baton_demo')
  try {
    say(`PostgreSQL ${server ? 'from npm ' : ''}is up.`)
    await migrate(database)
    const copies = once
      ? await Promise.all(range(stages).map(at => copyDatabase(database, `baton_demo_${at}`)))
      : []
    const calm = await tellOnce(shell, database, folder, once)
    const sudden = once ? await tellWithDeaths(shell, copies, folder) : []
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
  once: boolean,
): Promise<string[]> {
  const { say } = shell.output
  const stage = await openStage(database, {}, { NODE_COMPILE_CACHE: folder })
  try {
    say(`Zoho CRM in a box:      ${stage.crm.url}`)
    say(`Zoho Projects in a box: ${stage.pm.url}`)
    say('')
    const plot = { account: 'Zylker', dealName: 'Zylker roll-out' }
    await play(stage, plot, say)
    const faults = faultsIn(stage, plot)
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

async function tellWithDeaths(
  shell: DemoShell,
  databases: readonly string[],
  folder: string,
): Promise<PlacementResult[]> {
  const { say } = shell.output
  const open = await Promise.all(
    databases.map((url, at) => openPlacementStage(url, 'ABCDEFGH'[at] ?? 'X', folder)),
  )
  try {
    const [rehearsals = null, ...fresh] = open
    if (!rehearsals) return []
    const first = placementsOf(await rehearse(rehearsals))
    const usual = placementsOf(await rehearse(rehearsals))
    const onlyFirst = first.filter(one => !usual.some(other => isSamePlacement(one, other)))
    say(
      `\nNow the same story ${usual.length + onlyFirst.length} times, each with kill -9 before or after another vendor call.`,
    )
    const results: PlacementResult[] = []
    const perform = async (stage: PlacementStage, own: Placement | undefined) => {
      for (let one = own ?? usual.shift(); one; one = usual.shift()) results.push(await stage.perform(one))
    }
    // What only happens the first time needs a stage on which nothing has been told yet.
    await Promise.all([
      perform(rehearsals, undefined),
      ...fresh.map(stage => perform(stage, onlyFirst.shift())),
    ])
    return [
      ...results,
      ...onlyFirst.map(placement => ({ placement, faults: ['no fresh stage was left for it'] })),
    ]
  } finally {
    await Promise.all(open.map(stage => stage.close()))
  }
}

async function rehearse(stage: PlacementStage): Promise<readonly string[]> {
  const { calls, faults } = await stage.rehearse()
  if (faults.length > 0) throw new Error(`The calm story ended badly: ${faults.join('; ')}`)
  return calls
}

function isSamePlacement(a: Placement, b: Placement): boolean {
  return a.call === b.call && a.nth === b.nth && a.when === b.when
}

function report({ say }: Output, calm: readonly string[], sudden: readonly PlacementResult[]): void {
  const bad = sudden.filter(result => result.faults.length > 0)
  for (const { placement, faults } of bad)
    say(`WRONG after kill -9 ${placement.when} ${placement.call} #${placement.nth}: ${faults.join('; ')}`)
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
