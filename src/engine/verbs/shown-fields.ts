import { z } from 'zod'
import type { FieldRule } from '../../core/policy.ts'
import { type Fields, type Side, sides, type Value } from '../../core/value.ts'
import type { OpenEpisode } from '../../store/episodes.ts'
import type { Hold } from '../../store/holds.ts'
import type { Link } from '../../store/links.ts'
import { sightingsOf } from '../../store/sightings.ts'
import { specsOn } from '../deals-desk.ts'
import type { TasksDesk } from './ask-for-tasks.ts'
import { value } from './shapes.ts'

const both = z.strictObject({ crm: value.exactOptional(), pm: value.exactOptional() })

/** A mapped field of a row or a link; a value that is not there is not known. */
export const shownField = z.strictObject({
  /** Its name on the CRM's side, by which it is asked about. */
  field: z.string(),
  titles: z.strictObject({ crm: z.string(), pm: z.string() }),
  flow: z.enum(['both', 'to-crm', 'to-pm']),
  /** As it was last looked at. */
  now: both,
  /** When the two sides last agreed. */
  past: both,
  state: z.enum(['same', 'held', 'refused', 'differs', 'unknown']),
  /** Of one that is held, refused or differs. */
  why: z.string().nullable(),
})
type ShownField = z.output<typeof shownField>

interface Open {
  readonly holds: readonly Pick<Hold, 'field' | 'detail'>[]
  readonly episodes: readonly Pick<OpenEpisode, 'field' | 'refusal'>[]
}

interface Shown {
  readonly fields: readonly ShownField[]
  readonly people: Readonly<Record<string, string>>
}

/** The fields of a link: what both sides last showed, and what they showed when they agreed. */
export async function fieldsOfLink(of: TasksDesk, { base, beside }: Link, open: Open): Promise<Shown> {
  const shown: Readonly<Record<Side, Fields>> = {
    crm: { ...base.crm, ...beside.crm },
    pm: { ...base.pm, ...beside.pm },
  }
  const fields = of.tasks.fields.map((rule): ShownField => {
    const isApart = sides.some(side => Object.hasOwn(beside[side], rule[side]))
    return {
      ...about(of, rule),
      now: valuesOf(rule, shown),
      past: valuesOf(rule, base),
      ...stateOf(
        rule,
        open,
        isApart,
        sides.every(side => base[side][rule[side]] !== undefined),
      ),
    }
  })
  return { fields, people: await namesIn(of, shown, base) }
}

/** The fields of a row without a counterpart. */
export async function fieldsOfRow(of: TasksDesk, side: Side, row: Fields): Promise<Shown> {
  const shown = { crm: {}, pm: {}, [side]: row }
  const fields = of.tasks.fields.map((rule): ShownField => {
    const now = valuesOf(rule, shown)
    return { ...about(of, rule), now, past: {}, state: 'unknown', why: null }
  })
  return { fields, people: await namesIn(of, shown) }
}

function about({ desk, tasks }: TasksDesk, { crm, pm, flow }: FieldRule) {
  const titles = {
    crm: specsOn(desk, tasks, 'crm')[crm]?.title ?? crm,
    pm: specsOn(desk, tasks, 'pm')[pm]?.title ?? pm,
  }
  return { field: crm, titles, flow }
}

function valuesOf(rule: FieldRule, at: Readonly<Record<Side, Fields>>): ShownField['now'] {
  const [crm, pm] = [at.crm[rule.crm], at.pm[rule.pm]]
  return { ...(crm === undefined ? {} : { crm }), ...(pm === undefined ? {} : { pm }) }
}

const accepted =
  'It stays so until somebody edits either side. If somebody just has, it is looked at in a moment.'

function stateOf(
  rule: FieldRule,
  { holds, episodes }: Open,
  isApart: boolean,
  isKnown: boolean,
): Pick<ShownField, 'state' | 'why'> {
  const hold = holds.find(one => one.field === rule.crm)
  if (hold) return { state: 'held', why: hold.detail }
  const episode = episodes.find(one => one.field === rule.crm)
  if (episode) return { state: 'refused', why: episode.refusal.why }
  if (isApart) return { state: 'differs', why: accepted }
  return { state: isKnown ? 'same' : 'unknown', why: null }
}

async function namesIn(of: TasksDesk, ...shown: readonly Readonly<Record<Side, Fields>>[]) {
  const names: [string, string][] = []
  for (const side of sides) {
    const ids = shown.flatMap(one => peopleIn(of, side, one[side]))
    const users = await sightingsOf(of.desk.engine.pool, of.desk[side].connection.id, 'user', [
      ...new Set(ids),
    ])
    for (const [id, { name }] of users) if (typeof name === 'string') names.push([id, name])
  }
  return Object.fromEntries(names)
}

function peopleIn({ desk, tasks }: TasksDesk, side: Side, row: Fields): string[] {
  const specs = specsOn(desk, tasks, side)
  return tasks.fields.flatMap(rule => {
    const type = specs[rule[side]]?.type
    return type === 'person' || type === 'people' ? idsIn(row[rule[side]]) : []
  })
}

function idsIn(value: Value | undefined): string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? [...value] : []
}
