import type { PairPolicy } from '../core/policy.ts'
import { mayFlow } from '../core/policy.ts'
import type { RuleName } from '../core/rules.ts'
import { rules } from '../core/rules.ts'
import { anchorOf, placesOf } from './anchor.ts'
import { bindMarks } from './bind-mark.ts'
import { bindPair } from './bind-pair.ts'
import { saysWhetherStrict } from './bind-schedule.ts'
import { closedValues } from './closed-values.ts'
import type { Desk, PairDesk } from './desk.ts'
import { own, pairDesk, recordOf } from './desk.ts'
import { quoted } from './phrase.ts'
import type { Mapping } from './schema.ts'

type Tasks = NonNullable<Mapping['tasks']>

/** Null where the file has no tasks, or something about them is wrong. */
export function bindTasks(desk: Desk): PairPolicy | null {
  const section = desk.mapping.tasks
  const tasks = section && pairDesk(desk, 'tasks', section.pair)
  if (!section || !tasks) return null
  checkRules(tasks, section)
  const anchor = anchorOf(tasks, section.inside, ['tasks', 'inside'])
  checkStrict(tasks, section, anchor)
  const places = placesOf(tasks)
  const { marks, rules: more } = bindMarks(tasks, section)
  const parts = { anchor, places, needsAnchor: true, rules: rulesOf(tasks, section), marks, more }
  return bindPair(tasks, section, parts)
}

/** Where parents are carried to the project tool, they are looked at without anybody asking for it. */
function rulesOf(desk: PairDesk, { fields, rules: named }: Tasks): readonly RuleName[] {
  const isParent = (row: Tasks['fields'][number]) =>
    row.pm === 'parent' && mayFlow(row.flow, 'pm') && desk.entities.pm.fields.parent?.type === 'ref'
  return fields.some(isParent) ? [...new Set([...named, 'sound-parent' as const])] : named
}

const subjects: Readonly<Record<RuleName, string>> = {
  'strict-schedule': '`dueDate`',
  'closed-parent': 'a field with `closed` values',
  'sound-parent': '`parent`',
}

/** A rule judges a field on its way to the project tool; where no field goes there, it would never say a word. */
function checkRules(desk: PairDesk, section: Tasks): void {
  const watched = section.fields.flatMap(row => {
    const spec = own(desk.entities.pm.fields, row.pm)
    const closed = spec && closedValues(row, spec)
    return mayFlow(row.flow, 'pm') ? [{ pm: row.pm, ...(closed ? { closed } : {}) }] : []
  })
  for (const [at, name] of section.rules.entries()) {
    if (watched.some(field => rules[name].watches(field))) continue
    const message = `${quoted(name)} watches ${subjects[name]} of ${recordOf(desk, 'pm')}, and no mapped field flows there.`
    desk.report('mapping/rule-idle', ['tasks', 'rules', at], message)
  }
}

/** Whether a project is strict has to stand somewhere, or no date is ever refused. */
function checkStrict(desk: PairDesk, { rules: named }: Tasks, anchor: PairPolicy['anchor']): void {
  const at = named.indexOf('strict-schedule')
  if (at < 0 || saysWhetherStrict(desk, anchor)) return
  const message = `Nothing says whether a project of ${desk.connectors.pm.name} keeps to its schedule; ${quoted('deals.schedule')} names where that stands.`
  desk.report('mapping/rule-idle', ['tasks', 'rules', at], message)
}
