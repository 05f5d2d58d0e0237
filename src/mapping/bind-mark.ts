import { markLens } from '../core/lenses/mark.ts'
import { type Mark, markField } from '../core/mark.ts'
import type { FieldRule } from '../core/policy.ts'
import { otherSide, type Side, sides } from '../core/value.ts'
import { checkValue } from './check-tests.ts'
import type { PairDesk } from './desk.ts'
import { fieldAt, recordOf } from './desk.ts'
import { quoted } from './phrase.ts'
import type { Path } from './places.ts'
import type { Mapping } from './schema.ts'

type Tasks = NonNullable<Mapping['tasks']>
type Given = NonNullable<NonNullable<Tasks['mark']>['pm']>

export interface Marks {
  readonly marks: readonly Mark[]
  /** One field for each: it flows to the marked side and never back. */
  readonly rules: readonly FieldRule[]
}

/** How linked tasks are marked. The project tool's field for tags is `tags`. */
export function bindMarks(desk: PairDesk, { mark, fields }: Tasks): Marks {
  const marks = sides.flatMap(side => {
    const given = mark?.[side]
    const bound = given && markOf(desk, side, given, ['tasks', 'mark', side])
    return bound ? [bound] : []
  })
  for (const one of marks) checkOnce(desk, one, fields)
  return { marks, rules: marks.map(ruleOf) }
}

function markOf(desk: PairDesk, side: Side, given: Given, at: Path): Mark | null {
  const isTag = given.tag !== undefined
  const field = isTag ? 'tags' : (given.field ?? '')
  const place = [...at, isTag ? 'tag' : 'field']
  const spec = fieldAt(desk, side, field, place, isTag ? 'key' : 'value')
  if (!spec) return null
  const value = given.tag ?? given.value ?? true
  if (!spec.writable)
    desk.report(
      'mapping/not-writable',
      place,
      `${quoted(field)} of ${recordOf(desk, side)} cannot be written.`,
    )
  if (!isTag) checkValue(desk, field, spec, value, [...at, 'value'])
  return { on: side, field, value, isTag }
}

/** A field that is kept the same as another one cannot say that its row is linked, too. */
function checkOnce(desk: PairDesk, { on, field }: Mark, fields: Tasks['fields']): void {
  const row = fields.findIndex(one => one[on] === field)
  if (row < 0) return
  const message = `${quoted(field)} carries the mark of linked tasks.`
  desk.report('mapping/field-twice', ['tasks', 'fields', row, on], message)
}

function ruleOf(mark: Mark): FieldRule {
  const fields = { [mark.on]: mark.field, [otherSide(mark.on)]: markField } as Record<Side, string>
  return { ...fields, lens: markLens(mark), flow: `to-${mark.on}`, tie: 'hold', optionalOn: sides }
}
