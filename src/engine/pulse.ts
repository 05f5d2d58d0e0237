import { type Pulse, pulseNow, type Topic, topics } from '../store/pulse.ts'
import type { Engine } from './engine.ts'
import { createWatch, type Watch } from './watch.ts'

/** Whether anything has moved that a page shows, for everybody who looks at one. */
export function createPulse(engine: Pick<Engine, 'pool' | 'log'>): Watch<Pulse> {
  return createWatch<Pulse>(engine, {
    name: 'pulse',
    look: async before => {
      const now = await pulseNow(engine.pool)
      return { now, hasMoved: before === null || moved(before, now).length > 0 }
    },
  })
}

/** Topics of which something has moved between two looks. */
export function moved(before: Pulse, now: Pulse): readonly Topic[] {
  return topics.filter(topic => before[topic] !== now[topic])
}
