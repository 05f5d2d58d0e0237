import { type Side, sides } from '../core/value.ts'
import { advanceChore, endChore, holdChore } from '../store/chores.ts'
import { connectionById } from '../store/connections.ts'
import { inTransaction } from '../store/database.ts'
import { mappingByName } from '../store/mappings.ts'
import {
  addLines,
  endLines,
  forgetLines,
  keepRows,
  keepTrial,
  type Preview,
  type PreviewLine,
  previewById,
  previewState,
} from '../store/previews.ts'
import { applyPreview } from './apply-preview.ts'
import type { ChoreDesk } from './chores.ts'
import { decidePreview } from './decide-preview.ts'
import { checkForAccounts, entitiesOn, wordsOf } from './policies.ts'
import type { PreviewSides } from './preview-desk.ts'
import { readSomeThreads, type ThreadsToRead, threadsToRead } from './preview-threads.ts'
import { readAhead, type StretchAhead } from './read-ahead.ts'
import { connectorOf } from './registry.ts'

/** Deciding is one piece of work; a worker that keeps no line of it for so long is believed dead. */
const decidingSeconds = 15 * 60

/** Where a preview is: which of the kinds of record is read, and how far. */
interface Place {
  readonly at: number
  readonly cursor: string | null
}

/** One step of a preview: some of one list is read, or, when all is read, everything is decided. */
export async function previewStep(desk: ChoreDesk): Promise<void> {
  const { engine, chore, token } = desk
  const preview = await previewById(engine.pool, chore.entity)
  if (!preview) return void (await endChore(engine.pool, chore, token))
  const both = await sidesOf(desk, preview)
  const reads = await readsOf(desk, preview, both)
  const place: Place = chore.cursor === null ? { at: 0, cursor: null } : JSON.parse(chore.cursor)
  const read = reads[place.at]
  return read ? readList(desk, preview, both, read, place) : decide(desk, preview, both)
}

async function sidesOf(desk: ChoreDesk, preview: Preview): Promise<PreviewSides> {
  const { engine } = desk
  const [crm, pm] = await Promise.all(sides.map(side => connectionById(engine.pool, preview[side])))
  if (crm?.state !== 'ready' || pm?.state !== 'ready')
    throw new Error('One of the two connections is not ready.')
  const open = (connection: typeof crm) => ({
    connection,
    connector: connectorOf(engine.registry, connection.connector),
    session: engine.sessions.open(connection, 'backfill'),
  })
  return { crm: open(crm), pm: open(pm) }
}

async function readsOf({ engine }: ChoreDesk, preview: Preview, { crm, pm }: PreviewSides): Promise<Read[]> {
  const connections = { crm: crm.connection, pm: pm.connection }
  const checked = await checkForAccounts(engine, preview.text, preview.name, connections)
  if (!checked.ok) throw new Error(checked.problems.map(wordsOf).join('\n'))
  const mapping = await mappingByName(engine.pool, preview.name)
  const rows = sides.flatMap((side): Read[] =>
    ['user', ...entitiesOn(checked.policy, side)].map(entity => ({ side, entity })),
  )
  return [...rows, ...sides.flatMap(side => threadsToRead(checked.policy, side, mapping))]
}

/** Rows of a kind, as a list; or the comments of tasks that were read before. */
type Read = { readonly side: Side; readonly entity: string } | ThreadsToRead

async function readList(
  desk: ChoreDesk,
  preview: Preview,
  both: PreviewSides,
  read: Read,
  { at, cursor }: Place,
): Promise<void> {
  for await (const stretch of stretchesOf(desk, preview, both, read, cursor))
    if (!(await keepStretch(desk, preview, read, at, stretch))) return
}

/** Rows are kept together with the place where they end; false: another worker has taken the preview over. */
function keepStretch(
  { engine, chore, token }: ChoreDesk,
  preview: Preview,
  { side, entity }: Read,
  at: number,
  { rows, next, goesOn }: StretchAhead,
): Promise<boolean> {
  const place: Place = next === null ? { at: at + 1, cursor: null } : { at, cursor: next }
  const progress = {
    cursor: JSON.stringify(place),
    since: null,
    newest: null,
    doneOnce: false,
    nextInSeconds: goesOn ? engine.config.leaseSeconds : 0,
    isHeld: goesOn,
  }
  return inTransaction(engine.pool, async tx => {
    if (!(await advanceChore(tx, chore, token, progress))) return false
    await keepRows(tx, preview.id, side, entity, rows)
    return true
  })
}

async function* stretchesOf(
  { engine }: ChoreDesk,
  preview: Preview,
  both: PreviewSides,
  read: Read,
  cursor: string | null,
): AsyncGenerator<StretchAhead, void, undefined> {
  const { side, entity } = read
  if (!both[side].connector.entities[entity]) return yield { rows: [], next: null, goesOn: false }
  if (!('tasks' in read)) return yield* readAhead(both[side], entity, cursor)
  yield {
    ...(await readSomeThreads(engine.pool, preview.id, read, both[side], cursor)),
    goesOn: false,
  }
}

async function decide(desk: ChoreDesk, preview: Preview, both: PreviewSides): Promise<void> {
  const { engine, chore, token } = desk
  if (!(await holdChore(engine.pool, chore, token, decidingSeconds))) return
  await previewState(engine.pool, preview.id, 'deciding')
  await forgetLines(engine.pool, preview.id)
  const trial = await decidePreview(engine, preview, both, lines => keepLines(desk, preview, lines))
  await inTransaction(engine.pool, async tx => {
    if (!(await endChore(tx, chore, token))) return
    await endLines(tx, preview.id)
    await keepTrial(tx, preview.id, trial)
    await previewState(tx, preview.id, 'done')
    await applyPreview(engine, tx, preview)
  })
}

/** Lines are kept as they come, so that a plan of any size is never in memory; those of a worker that died are made anew. */
async function keepLines(
  { engine, chore, token }: ChoreDesk,
  preview: Preview,
  lines: readonly PreviewLine[],
): Promise<void> {
  await inTransaction(engine.pool, async tx => {
    if (!(await holdChore(tx, chore, token, decidingSeconds)))
      throw new Error('Another worker decides this preview by now.')
    await addLines(tx, preview.id, lines)
  })
}
