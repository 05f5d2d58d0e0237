import type { PairPolicy } from '../core/policy.ts'
import { tallyFields } from '../core/tally.ts'
import { anchorOf } from './anchor.ts'
import { bindClient } from './bind-client.ts'
import { bindMembers } from './bind-members.ts'
import { bindPair } from './bind-pair.ts'
import { bindProject } from './bind-project.ts'
import { bindSchedule, windowIn } from './bind-schedule.ts'
import { checkTests } from './check-tests.ts'
import type { Desk } from './desk.ts'
import { pairDesk } from './desk.ts'

/** Null where the file has no deals, or something about them is wrong. */
export function bindDeals(desk: Desk): PairPolicy | null {
  const section = desk.mapping.deals
  const own = section && pairDesk(desk, 'deals', section.pair)
  if (!section || !own) return null
  const needsAnchor = section.needs !== undefined
  const anchor = anchorOf(own, 'accounts', needsAnchor ? ['deals', 'needs'] : null)
  const schedule = bindSchedule(own, section)
  const project = bindProject(own, section, windowIn(schedule))
  const when = section.when ?? null
  checkTests(
    own,
    'crm',
    Object.entries(when ?? {}).map(([field, is]) => ({ field, test: { is }, at: ['deals', 'when', field] })),
  )
  const more = bindMembers(own, section)
  const tallies = tallyFields.filter(name => section.fields.some(row => row.pm === name))
  return bindPair(own, section, {
    anchor,
    needsAnchor,
    project,
    schedule,
    when,
    members: section.members,
    more,
    atLast: bindClient(own, section, anchor),
    tallies,
  })
}
