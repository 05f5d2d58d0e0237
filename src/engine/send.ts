import { reactions } from '../core/failure.ts'
import type { Side } from '../core/value.ts'
import { VendorError, type Write, type WriteResult } from '../spi/index.ts'
import { type Intent, recordIntents } from '../store/intents.ts'
import type { PassDesk } from './desk.ts'

export interface PlannedWrite {
  readonly entity: string
  readonly intent: Intent
  readonly write: Write
  /** Writes of one thread are sent one after the other, in their order. */
  readonly thread?: string
}

export type Sent =
  | { readonly is: 'sent'; readonly intent: Intent; readonly result: WriteResult }
  /** Not sent at all: the lease was gone, or the vendor had already asked us to wait. */
  | { readonly is: 'kept-back'; readonly intent: Intent }

/** Calls to a vendor at once from one pass; the session's own pace holds beside it. */
const atOnce = 4

/** Records what is about to be written, then writes it, in as few calls as the vendors allow. */
export async function send(desk: PassDesk, writes: readonly PlannedWrite[]): Promise<Sent[]> {
  const recorded = await recordIntents(
    desk.engine.pool,
    desk.mapping.id,
    desk.token,
    writes.map(one => one.intent),
  )
  const [due, late] = partition(writes, one => recorded.has(one.intent.id))
  const groups = [...Map.groupBy(due, one => `${one.intent.side} ${one.entity}`).values()]
  const sent = await Promise.all(groups.map(group => sendGroup(desk, group)))
  return [...sent.flat(), ...late.map(keptBack)]
}

async function sendGroup(desk: PassDesk, group: readonly PlannedWrite[]): Promise<Sent[]> {
  const [first] = group
  if (!first) return []
  const side = first.intent.side
  const size = desk[side].connector.entities[first.entity]?.bulk ?? 1
  let stopped = false
  const call = async (chunk: readonly PlannedWrite[]): Promise<Sent[]> => {
    if (stopped || !desk.lease.mayWrite()) return chunk.map(keptBack)
    const sent = await sendChunk(desk, side, first.entity, chunk)
    stopped ||= sent.some(asksUsToWait)
    return sent
  }
  // One list for all of them: whoever is free takes the next.
  const waiting = queuesOf(group, size).values()
  const sent = await Promise.all(Array.from({ length: atOnce }, () => sendWaiting(waiting, call)))
  return sent.flat()
}

async function sendWaiting(
  waiting: Iterable<readonly (readonly PlannedWrite[])[]>,
  call: (chunk: readonly PlannedWrite[]) => Promise<Sent[]>,
): Promise<Sent[]> {
  const sent: Sent[] = []
  for (const queued of waiting) sent.push(...(await inOrder(queued, call)))
  return sent
}

/** Chunks that have to wait for each other: of threads all of one, where a call takes several of them all that there are. */
function queuesOf(group: readonly PlannedWrite[], size: number): (readonly PlannedWrite[])[][] {
  if (group[0]?.thread === undefined) return chunks(group, size).map(chunk => [chunk])
  if (size > 1) return [chunks(group, size)]
  return [...Map.groupBy(group, one => one.thread).values()].map(thread => chunks(thread, size))
}

/** What comes after a write that is to be tried again waits for it. */
async function inOrder(
  queued: readonly (readonly PlannedWrite[])[],
  call: (chunk: readonly PlannedWrite[]) => Promise<Sent[]>,
): Promise<Sent[]> {
  const done: Sent[] = []
  for (const chunk of queued)
    done.push(...(done.some(isTriedAgain) ? chunk.map(keptBack) : await call(chunk)))
  return done
}

function isTriedAgain(sent: Sent): boolean {
  if (sent.is !== 'sent') return true
  return !sent.result.ok && (sent.result.unanswered || reactions[sent.result.failure.kind] !== 'hold-row')
}

async function sendChunk(
  desk: PassDesk,
  side: Side,
  entity: string,
  chunk: readonly PlannedWrite[],
): Promise<Sent[]> {
  const { connector, session } = desk[side]
  try {
    const results = await connector.write(
      session,
      entity,
      chunk.map(one => one.write),
    )
    return chunk.map((one, at) => ({ is: 'sent', intent: one.intent, result: results[at] ?? noResult }))
  } catch (error) {
    const result = brokenOff(desk, error)
    return chunk.map(one => ({ is: 'sent', intent: one.intent, result }))
  }
}

const noResult: WriteResult = {
  ok: false,
  unanswered: true,
  failure: { kind: 'unexpected', message: 'The connector gave no result for this write.' },
}

/** A whole call that failed. What is no vendor's answer is a bug of ours: the write may well have been made. */
function brokenOff(desk: PassDesk, error: unknown): WriteResult {
  if (error instanceof VendorError) return { ok: false, failure: error.failure, unanswered: error.unanswered }
  desk.engine.log.error({ err: error, mapping: desk.mapping.name }, 'a write broke off')
  const message = error instanceof Error ? error.message : String(error)
  return { ok: false, unanswered: true, failure: { kind: 'unexpected', message } }
}

function asksUsToWait(sent: Sent): boolean {
  if (sent.is !== 'sent' || sent.result.ok) return false
  const reaction = reactions[sent.result.failure.kind]
  return reaction === 'retry' || reaction === 'pause-connection' || reaction === 'pause-mapping'
}

function keptBack(one: PlannedWrite): Sent {
  return { is: 'kept-back', intent: one.intent }
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
    items.slice(at * size, (at + 1) * size),
  )
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter(item => !test(item))]
}
