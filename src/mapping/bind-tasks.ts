import { mayFlow } from '../core/policy.ts'
import { rules } from '../core/rules.ts'
import { anchorOf } from './anchor.ts'
import { bindPair } from './bind-pair.ts'
import type { BoundPair } from './bound.ts'
import type { Desk, PairDesk } from './desk.ts'
import { pairDesk, recordOf } from './desk.ts'
import { quoted } from './phrase.ts'
import type { Mapping } from './schema.ts'

type Tasks = NonNullable<Mapping['tasks']>

/** Null where the file has no tasks, or something about them is wrong. */
export function bindTasks(desk: Desk): BoundPair | null {
  const section = desk.mapping.tasks
  const own = section && pairDesk(desk, 'tasks', section.pair)
  if (!section || !own) return null
  checkRules(own, section)
  const anchor = anchorOf(own, section.inside, ['tasks', 'inside'])
  return bindPair(own, section, { anchor, needsAnchor: true, rules: section.rules })
}

/** A rule judges a field on its way to the project tool; where no field goes there, it would never say a word. */
function checkRules(desk: PairDesk, section: Tasks): void {
  for (const [at, name] of section.rules.entries()) {
    const watched = rules[name].field
    if (section.fields.some(row => row.pm === watched && mayFlow(row.flow, 'pm'))) continue
    const message = `${quoted(name)} watches ${quoted(watched)} of ${recordOf(desk, 'pm')}, and no mapped field flows there.`
    desk.report('mapping/rule-idle', ['tasks', 'rules', at], message)
  }
}
