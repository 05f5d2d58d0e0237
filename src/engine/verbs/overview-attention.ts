import { z } from 'zod'
import { type Counted, failingFigures, openHoldFigures, openRefusalFigures } from '../../store/figures.ts'
import { defineVerb } from './verb.ts'

const counted = z.array(z.strictObject({ mapping: z.string(), code: z.string(), count: z.int() })).readonly()

interface Counts {
  readonly holds: readonly Counted[]
  readonly waiting: readonly Counted[]
}

/** What waits for another row is no question: there is nothing to answer. */
export function questionsApart(figures: readonly Counted[]): Counts {
  const waits = ({ code }: Counted) => code === 'hold/waits'
  return { holds: figures.filter(one => !waits(one)), waiting: figures.filter(waits) }
}

/** How much waits for a person, by mapping and kind. */
export const overviewAttention = defineVerb({
  name: 'overview.attention',
  title: 'Count what waits for a person',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({}),
  answer: z.strictObject({
    holds: counted,
    /** What goes on by itself when another row has its counterpart. */
    waiting: counted,
    refusals: counted,
    failing: counted,
  }),
  act: async ({ tx }) => ({
    ...questionsApart(await openHoldFigures(tx)),
    refusals: await openRefusalFigures(tx),
    failing: await failingFigures(tx),
  }),
})
