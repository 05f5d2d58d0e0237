import { mappingSweep } from '../../../engine/verbs/mapping-sweep.ts'
import { operator, perform } from '../../../engine/verbs/verb.ts'
import { people } from '../plot.ts'
import type { Stage } from '../stage.ts'
import type { Step } from '../story.ts'
import type { DayPlot } from './day-plot.ts'

/** At the end both sides are compared whole. What Baton has written is counted before and after. */
export function evening(stage: Stage): readonly Step<DayPlot>[] {
  let before = 0
  return [
    {
      tell: () => 'In the evening Ada has both sides compared whole.',
      act: async ({ engine, mapping }) => {
        before = writesIn(stage)
        await perform(engine, mappingSweep, operator(people.admin), { mapping })
      },
      shows: () => 'Nothing differs that nobody was told of, and nothing is written.',
      seen: async () => writesIn(stage) === before,
    },
  ]
}

/** How often Baton has changed something at either vendor, by their own histories. */
function writesIn({ crm, pm }: Stage): number {
  const entries = [...crm.sandbox.history(), ...pm.sandbox.history()]
  return entries.filter(entry => entry.by.startsWith('api:')).length
}
