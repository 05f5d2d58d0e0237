import type { Request, RequestHandler } from 'express'
import { z } from 'zod'
import type { Engine } from '../../engine/engine.ts'
import { createHappenings, entriesSince } from '../../engine/happenings.ts'
import { journalAsk, journalFilter } from '../../engine/verbs/journal-asked.ts'
import { roles, understood } from '../../engine/verbs/verb.ts'
import type { JournalRow } from '../../store/journal-reading.ts'
import { eventStream, type StreamLimits } from '../event-stream.ts'
import { whoAsks } from './sign-in.ts'

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
export function events(engine: Engine, limits?: StreamLimits): RequestHandler {
  const happenings = createHappenings(engine)
  const stream = eventStream(engine.log, limits)
  return async (request, response) => {
    const { after = null, ...ask } = understood(listening, askedBy(request))
    const filter = await journalFilter(engine.pool, ask)
    await stream(response, {
      stillThere: async () => (await whoAsks(engine, request)) !== null,
      tell: async function* (signal) {
        for await (const rows of entriesSince(engine, happenings, filter, after, signal))
          yield rows.map(asEvent).join('')
      },
    })
  }
}

/** A browser that comes again tells by itself what it heard last. */
function askedBy({ query, headers }: Request): object {
  const last = headers['last-event-id']
  return { ...query, ...(typeof last === 'string' && last !== '' ? { after: last } : {}) }
}

function asEvent(row: JournalRow): string {
  return `id: ${row.id}\nevent: ${row.kind}\ndata: ${JSON.stringify(row)}\n\n`
}
