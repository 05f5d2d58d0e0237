import { Router } from 'express'
import { watcherOf } from '../../engine/console-door.ts'
import type { Engine } from '../../engine/engine.ts'
import { createPulse, moved } from '../../engine/pulse.ts'
import { type Pulse, topics } from '../../store/pulse.ts'
import { eventStream, type StreamLimits } from '../event-stream.ts'
import { cookie } from './cookies.ts'
import { livePath } from './parts/live.ts'
import { onlyVisitors } from './visitor.ts'

/** `/live`: what has moved since, as server-sent events. Pages that show it ask for their parts again. */
export function live(engine: Engine, limits?: StreamLimits): Router {
  const router = Router()
  const pulse = createPulse(engine)
  const stream = eventStream(engine.log, limits)
  router.get(livePath, onlyVisitors(engine), (request, response) =>
    stream(response, {
      stillThere: async () => (await watcherOf(engine, cookie(request, 'session'))) !== null,
      tell: async function* (signal) {
        let before: Pulse | null = null
        for await (const now of pulse.follow(signal)) {
          const { questions } = now
          yield `data: ${JSON.stringify({ topics: before ? moved(before, now) : topics, questions })}\n\n`
          before = now
        }
      },
    }),
  )
  return router
}
