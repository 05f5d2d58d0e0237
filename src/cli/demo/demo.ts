import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copyDatabase, createDatabase } from '../../store/copies.ts'
import { startEmbeddedDatabase, takeSignalsOver } from '../../store/embedded.ts'
import { migrate } from '../../store/migrate.ts'
import { CommandError } from '../command-error.ts'
import type { Output } from '../output.ts'
import { wholeCompany } from './day/company.ts'
import { openDay, playDay, windowScale } from './day/day.ts'
import { faultsOfDay } from './day/judge.ts'
import { type DeathResult, dieEverywhere, dieHereAndThere, stageCount } from './deaths.ts'
import type { Stage } from './stage.ts'
import type { VendorPair } from './vendor-pairs.ts'
import { whereToLook } from './where-to-look.ts'

export interface DemoShell {
  readonly environment: () => { readonly databaseUrl: string | undefined }
  readonly output: Output
  readonly untilStopped: () => Promise<void>
}

export interface DemoAsk {
  /** Judge the outcome and end, instead of staying up. */
  readonly once: boolean
  readonly pair: VendorPair
  /** With `once`: how many deaths follow the day. */
  readonly deaths: number | 'all'
  readonly seed: number
}

/** Tells a day in a company; with `once` it is judged, and followed by a short story with kill -9 in it. */
export async function demo(shell: DemoShell, ask: DemoAsk): Promise<void> {
  const { say } = shell.output
  const given = shell.environment().databaseUrl
  const server = given === undefined ? await startEmbeddedDatabase() : null
  if (server) takeSignalsOver()
  const folder = await mkdtemp(join(tmpdir(), 'baton-demo-'))
  const database = await createDatabase(server?.url ?? given ?? '', 'baton_demo')
  try {
    say(`PostgreSQL ${server ? 'from npm ' : ''}is up.`)
    await migrate(database)
    const copies = ask.once ? await copiesFor(database, ask.deaths) : []
    const calm = await tellDay(shell, database, folder, ask)
    if (!ask.once) return
    report(shell.output, calm, await deaths(copies, folder, ask, say))
  } finally {
    await rm(folder, { recursive: true, force: true })
    await server?.stop()
    say('All of it has ended; nothing is left on this machine.')
  }
}

function copiesFor(database: string, deaths: DemoAsk['deaths']): Promise<string[]> {
  const count = deaths === 'all' ? stageCount : Math.min(deaths, 1)
  return Promise.all(Array.from({ length: count }, (_, at) => copyDatabase(database, `baton_demo_${at}`)))
}

async function tellDay(shell: DemoShell, database: string, folder: string, ask: DemoAsk): Promise<string[]> {
  const { say } = shell.output
  const { pair, seed } = ask
  const { stage, plot } = await openDay(database, {
    pair,
    seed,
    size: wholeCompany,
    cacheFolder: folder,
    say,
  })
  try {
    introduce(stage, plot.company, say)
    await unlessStopped(shell, playDay(stage, plot))
    const faults = await faultsOfDay(stage, plot)
    showMail(stage, say)
    if (!ask.once) await stayUp(shell, stage)
    return faults
  } finally {
    await stage.close()
  }
}

/** Whoever has seen enough need not wait for the evening. */
function unlessStopped<T>({ untilStopped }: DemoShell, day: Promise<T>): Promise<T> {
  const stopped = untilStopped().then(() => {
    throw new CommandError('interrupted', 'The day was stopped before its end; nothing of it is left.')
  })
  day.catch(() => {})
  return Promise.race([day, stopped])
}

function introduce(
  { screens, crm, pm }: Stage,
  { accounts, clients, deals, crmTasks, pmTasks }: Parameters<typeof playDay>[1]['company'],
  say: Output['say'],
): void {
  say(`${screens.crm.title} in a box: ${crm.url}`)
  say(`   ${accounts.length} accounts, ${deals.length} deals, ${crmTasks.length} tasks; all of it invented.`)
  say(`${screens.pm.title} in a box: ${pm.url}`)
  say(`   ${clients.length} clients, ${pmTasks.length} tasks.`)
  say(
    `A vendor's minute lasts a second here (${windowScale} times as fast), for the vendor and for Baton alike.\n`,
  )
}

/** One in full, of the others what they are about. */
function showMail({ mail }: Stage, say: Output['say']): void {
  const [first, ...others] = mail.received()
  if (first) say(`\n   To: ${first.to}\n   ${first.subject}\n\n${indent(first.text)}\n`)
  for (const { to, subject } of others) say(`   To: ${to}   ${subject}`)
}

async function stayUp({ output, untilStopped }: DemoShell, stage: Stage): Promise<void> {
  for (const line of await whereToLook(stage)) output.say(line)
  await untilStopped()
}

async function deaths(
  databases: readonly string[],
  folder: string,
  { deaths: count, pair }: DemoAsk,
  say: Output['say'],
): Promise<DeathResult[]> {
  if (count === 'all') return dieEverywhere(databases, folder, pair, say)
  const [database] = databases
  return database === undefined ? [] : dieHereAndThere(database, folder, pair, count, say)
}

function report({ say }: Output, calm: readonly string[], sudden: readonly DeathResult[]): void {
  const bad = sudden.filter(result => result.faults.length > 0)
  for (const fault of calm) say(`WRONG: ${fault}`)
  for (const { placement, faults } of bad)
    say(
      `WRONG after kill -9 ${placement.when} ${placement.call} #${placement.nth} (${placement.telling}, step ${placement.step}): ${faults.join('; ')}`,
    )
  if (calm.length === 0)
    say("\nBy the vendors' own histories: one project for each deal, no task twice, no write that changed")
  if (calm.length === 0)
    say('nothing, both sides the same or their difference explained in one mail, no call too many.')
  if (sudden.length > 0)
    say(`${sudden.length - bad.length} of ${sudden.length} deaths ended as a calm day does.`)
  if (calm.length + bad.length > 0)
    throw new CommandError('refused', 'The demo found something wrong; see above.')
  say('All is well.')
}

function indent(text: string): string {
  return text
    .trim()
    .split('\n')
    .map(line => `   | ${line}`)
    .join('\n')
}
