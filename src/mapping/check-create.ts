import type { FieldRule, PairPolicy } from '../core/policy.ts'
import { mayFlow } from '../core/policy.ts'
import { windowOf } from '../core/project.ts'
import type { Side } from '../core/value.ts'
import { otherSide, sides } from '../core/value.ts'
import type { PairDesk } from './desk.ts'
import { recordOf } from './desk.ts'
import type { SharedParts } from './pair-schema.ts'
import { listed, quoted } from './phrase.ts'
import type { Path } from './places.ts'

interface Filling extends Partial<Pick<PairPolicy, 'anchor' | 'project'>> {
  readonly more?: readonly Filled[]
}

/** A row of the file will do: whether the two fields fit is asked elsewhere. */
type Filled = Pick<FieldRule, 'crm' | 'pm' | 'flow'>

/** Rows are only made where the connector can make them, and only with everything they must have. */
export function checkCreate(desk: PairDesk, section: SharedParts, parts: Filling): void {
  const check = (side: Side, at: Path) => checkSide(desk, side, at, filledOn(side, section.fields, parts))
  for (const [at, side] of section.create.entries()) check(side, [desk.pair, 'create', at])
  for (const side of sides) {
    const at = [desk.pair, 'when_gone', side]
    if (section.when_gone[side] === 'restore') check(side, at)
    if (section.when_gone[side] === 'delete') can(desk, 'delete', otherSide(side), at)
  }
}

function checkSide(desk: PairDesk, side: Side, at: Path, filled: readonly string[]): void {
  if (!can(desk, 'create', side, at)) return
  const open = Object.entries(desk.entities[side].fields)
    .filter(([name, spec]) => spec.required === true && !filled.includes(name))
    .map(([name]) => quoted(name))
  if (open.length === 0) return
  const message = `A new ${desk.names[side]} needs ${listed(open, 'and')}, which nothing fills.`
  desk.report('mapping/required-unfilled', at, message)
}

function filledOn(side: Side, fields: readonly Filled[], parts: Filling): readonly string[] {
  const { anchor, project, more = [] } = parts
  const mapped = [...fields, ...more].filter(row => mayFlow(row.flow, side)).map(row => row[side])
  return [...mapped, ...(anchor ? [anchor[side]] : []), ...(side === 'pm' ? projectFields(project) : [])]
}

function projectFields(project: PairPolicy['project'] = {}): readonly string[] {
  const { name, template, group, description, dates } = project
  const to = windowOf(project)
  const end = dates && (dates.end !== undefined || dates.days !== undefined)
  const chosen = {
    name,
    template: template?.otherwise,
    group: group?.otherwise,
    description,
    [to.start]: dates,
    [to.end]: end,
  }
  return Object.entries(chosen).flatMap(([field, choice]) => (choice ? [field] : []))
}

function can(desk: PairDesk, act: 'create' | 'delete', side: Side, at: Path): boolean {
  const able = desk.entities[side].can[act]
  if (!able) desk.report('mapping/entity-cannot', at, `Baton cannot ${act} ${recordOf(desk, side)}.`)
  return able
}
