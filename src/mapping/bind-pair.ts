import type { FieldRule, Members, PairPolicy } from '../core/policy.ts'
import { sides } from '../core/value.ts'
import { bindField } from './bind-field.ts'
import { checkCreate } from './check-create.ts'
import { checkTests } from './check-tests.ts'
import type { PairDesk } from './desk.ts'
import type { SharedParts } from './pair-schema.ts'

/** What one of the sections has and the others have not. */
export interface OwnParts
  extends Partial<
    Pick<
      PairPolicy,
      | 'anchor'
      | 'places'
      | 'needsAnchor'
      | 'createWhen'
      | 'match'
      | 'when'
      | 'project'
      | 'rules'
      | 'tallies'
      | 'marks'
      | 'thread'
    >
  > {
  readonly schedule?: PairPolicy['schedule'] | undefined
  readonly members?: Members
  /** Fields beside those of `fields`. */
  readonly more?: readonly FieldRule[]
  /** Fields that are taken care of where nobody listed them. */
  readonly atLast?: readonly FieldRule[]
}

/** The part that all sections have in common. Null where a field could not be bound. */
export function bindPair(desk: PairDesk, section: SharedParts, parts: OwnParts): PairPolicy | null {
  const listed = section.fields.map((row, at) => bindField(desk, row, [desk.pair, 'fields', at]))
  const fields = [...(parts.more ?? []), ...listed.filter(rule => rule !== null), ...(parts.atLast ?? [])]
  checkOnly(desk, section)
  checkCreate(desk, section, parts)
  if (listed.includes(null)) return null
  return {
    name: desk.pair,
    entity: desk.names,
    fields,
    create: section.create,
    whenGone: section.when_gone,
    atLink: section.at_link,
    onRefusal: section.on_refusal,
    ...(section.settle === undefined ? {} : { settleMs: msOf(section.settle) }),
    only: section.only,
    rules: parts.rules ?? [],
    anchor: parts.anchor ?? null,
    ...(parts.places ? { places: parts.places } : {}),
    needsAnchor: parts.needsAnchor ?? false,
    createWhen: parts.createWhen ?? 'seen',
    match: parts.match ?? null,
    when: parts.when ?? null,
    project: parts.project ?? {},
    members: parts.members ?? null,
    ...(parts.schedule ? { schedule: parts.schedule } : {}),
    ...(parts.marks && parts.marks.length > 0 ? { marks: parts.marks } : {}),
    ...(parts.tallies && parts.tallies.length > 0 ? { tallies: parts.tallies } : {}),
    ...(parts.thread ? { thread: parts.thread } : {}),
  }
}

function checkOnly(desk: PairDesk, section: SharedParts): void {
  for (const side of sides) {
    const tests = Object.entries(section.only[side])
    checkTests(
      desk,
      side,
      tests.map(([field, test]) => ({ field, test, at: [desk.pair, 'only', side, field] })),
    )
  }
}

/** The form is checked already: a number, and `s` or `m`. */
function msOf(text: string): number {
  return Number.parseInt(text, 10) * (text.endsWith('m') ? 60_000 : 1_000)
}
