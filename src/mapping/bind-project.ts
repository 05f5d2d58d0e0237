import type { ProjectChoices } from '../core/project.ts'
import { sides } from '../core/value.ts'
import { checkWord } from './check-tests.ts'
import type { PairDesk } from './desk.ts'
import { fieldAt, recordOf } from './desk.ts'
import { quoted } from './phrase.ts'
import type { Path } from './places.ts'
import type { Mapping } from './schema.ts'

type Deals = NonNullable<Mapping['deals']>

/** A new project's first values. The project tool's fields for them are `template`, `start` and `end`. */
export function bindProject(desk: PairDesk, { template, dates, members }: Deals): ProjectChoices {
  if (template) checkTemplate(desk, template)
  if (dates) checkDates(desk, dates)
  if (members.owner)
    for (const side of sides) fieldAt(desk, side, 'owner', ['deals', 'members', 'owner'], 'key')
  return { ...(template ? { template } : {}), ...(dates ? { dates } : {}) }
}

function checkTemplate(desk: PairDesk, template: NonNullable<Deals['template']>): void {
  const at: Path = ['deals', 'template']
  const spec = fieldAt(desk, 'pm', 'template', at, 'key')
  const by = template.by === undefined ? null : fieldAt(desk, 'crm', template.by, [...at, 'by'])
  for (const [word, name] of Object.entries(template.table)) {
    if (by) checkWord(desk, template.by ?? '', by, word, [...at, 'table', word], 'key')
    if (spec) checkWord(desk, 'template', spec, name, [...at, 'table', word])
  }
  if (spec && template.otherwise !== undefined)
    checkWord(desk, 'template', spec, template.otherwise, [...at, 'otherwise'])
}

function checkDates(desk: PairDesk, dates: NonNullable<Deals['dates']>): void {
  const at: Path = ['deals', 'dates']
  checkDay(desk, 'pm', 'start', [...at, 'start'], 'key')
  if (dates.start !== 'won-date') checkDay(desk, 'crm', dates.start, [...at, 'start'])
  if (dates.days !== undefined) checkDay(desk, 'pm', 'end', [...at, 'days'], 'key')
  if (dates.end === undefined) return
  checkDay(desk, 'pm', 'end', [...at, 'end'], 'key')
  if (dates.end !== 'won-date') checkDay(desk, 'crm', dates.end, [...at, 'end'])
}

function checkDay(desk: PairDesk, side: 'crm' | 'pm', field: string, at: Path, of?: 'key'): void {
  const spec = fieldAt(desk, side, field, at, of)
  if (!spec || spec.type === 'date') return
  const message = `${quoted(field)} of ${recordOf(desk, side)} is a ${spec.type}; a schedule is made of days.`
  desk.report('mapping/types-differ', at, message, of)
}
