import { once } from 'node:events'
import type { Request, RequestHandler, Response } from 'express'
import { z } from 'zod'
import type { Engine } from '../../engine/engine.ts'
import { createHappenings, entriesSince } from '../../engine/happenings.ts'
import { journalAsk, journalFilter } from '../../engine/verbs/journal-asked.ts'
import { type Actor, roles, understood } from '../../engine/verbs/verb.ts'
import type { JournalRow } from '../../store/journal-reading.ts'
import { problem } from '../problems.ts'
import { whoAsks } from './sign-in.ts'

interface Limits {
  /** Whoever listens holds a connection for as long as it takes; a node keeps no more of them open than this. */
  readonly atMost: number
  /** Proxies close what says nothing for a minute; and a token may end meanwhile. */
  readonly signOfLifeMs: number
}
const usual: Limits = { atMost: 100, signOfLifeMs: 15_000 }

/** What somebody wants to hear of. Like a verb, but for its answer, which never ends. */
export const listening = {
  title: 'Hear what happens',
  roles,
  ask: z.strictObject({
    ...journalAsk,
    /** The entry that was heard last; those after it come first. */
    after: z
      .string()
      .regex(/^\d{1,15}$/, 'the id of an entry')
      .optional(),
  }),
}

/** Entries of the journal as they land, as server-sent events: none is missed, none told twice. */
export function events(engine: Engine, { atMost, signOfLifeMs } = usual): RequestHandler {
  const happenings = createHappenings(engine)
  let listeners = 0
  return async (request, response) => {
    const { after = null, ...ask } = understood(listening, askedBy(request))
    const filter = await journalFilter(engine.pool, ask)
    if (listeners >= atMost)
      return problem(response, 503, `${atMost} listen here already. Try later, or ask another node.`)
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    listeners++
    try {
      for await (const rows of entriesSince(engine, happenings, filter, after, gone.signal)) {
        if (gone.signal.aborted) break
        if (!response.headersSent) begin(response, gone, signOfLifeMs, () => whoAsks(engine, request))
        if (!response.write(rows.map(asEvent).join('')))
          await once(response, 'drain', { signal: gone.signal })
      }
    } catch (error) {
      // The listener comes again, and says what it heard last.
      if (!response.headersSent) throw error
      if (!gone.signal.aborted) engine.log.warn({ err: error }, 'events broke off')
    } finally {
      listeners--
      response.end()
    }
  }
}

/** A browser that comes again tells by itself what it heard last. */
function askedBy({ query, headers }: Request): object {
  const last = headers['last-event-id']
  return { ...query, ...(typeof last === 'string' && last !== '' ? { after: last } : {}) }
}

function begin(
  response: Response,
  gone: AbortController,
  signOfLifeMs: number,
  stillThere: () => Promise<Actor | null>,
): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    // nginx would keep events back until it has enough of them.
    'x-accel-buffering': 'no',
  })
  response.write('retry: 2000\n\n')
  const timer = setInterval(async () => {
    response.write(':\n\n')
    if (!(await stillThere().catch(() => null))) gone.abort()
  }, signOfLifeMs)
  gone.signal.addEventListener('abort', () => clearInterval(timer))
}

function asEvent(row: JournalRow): string {
  return `id: ${row.id}\nevent: ${row.kind}\ndata: ${JSON.stringify(row)}\n\n`
}
