import { z } from 'zod'
import type { MembersAsk } from '../../core/members.ts'
import type { PairPolicy } from '../../core/policy.ts'
import { windowOf } from '../../core/project.ts'
import type { Fields, Value } from '../../core/value.ts'
import type { FieldSpec } from '../../spi/index.ts'
import { usersNamed } from '../../store/people.ts'
import { type MappingDesk, specsOn } from '../deals-desk.ts'
import type { Actor } from './verb.ts'
import { VerbError } from './verb-error.ts'

const words = z.string().trim().min(1)

/** What a person may give for a new project. Whatever is left out follows from the mapping. */
export const projectForm = z.strictObject({
  name: words.optional(),
  template: words.optional(),
  /** A user of the project tool: the id, or the e-mail address. */
  owner: words.optional(),
  start: z.iso.date().optional(),
  end: z.iso.date().optional(),
  group: words.optional(),
  description: words.optional(),
  members: z.array(words).max(100).optional(),
})
export type ProjectForm = z.output<typeof projectForm>

export interface GivenProject {
  readonly given: Fields
  readonly members: MembersAsk | null
}

/** A form as it is kept with the wish. Throws where something in it can never become part of a project. */
export async function readForm(
  desk: MappingDesk,
  deals: PairPolicy,
  form: ProjectForm,
  actor: Actor,
): Promise<GivenProject> {
  const { members, owner, ...rest } = form
  if (form.start !== undefined && form.end !== undefined && form.end < form.start)
    throw new VerbError('verb/bad-input', `The end, ${form.end}, is before the start, ${form.start}.`)
  const typed: Record<string, Value> = Object.fromEntries(
    Object.entries(rest).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
  if (owner !== undefined) typed.owner = await userNamed(desk, owner)
  const specs = specsOn(desk, deals, 'pm')
  for (const [name, value] of Object.entries(typed)) checkFits(name, value, specs[fieldFor(deals, name)])
  const given = Object.fromEntries(
    Object.entries(typed).map(([name, value]) => [fieldFor(deals, name), value]),
  )
  return { given, members: members ? await readMembers(desk, deals, members, actor) : null }
}

/** The project's field that a value of the form is written to. */
function fieldFor({ project }: PairPolicy, name: string): string {
  return name === 'start' || name === 'end' ? windowOf(project)[name] : name
}

/** What a person may give here, as its tool calls it. */
export const formField = z.strictObject({
  /** The project's field that it becomes. */
  field: z.string(),
  name: z.enum(['name', 'template', 'owner', 'start', 'end', 'group', 'description']),
  title: z.string(),
  /** The values that the tool takes; null: any. */
  choices: z.array(z.string()).readonly().nullable(),
  maxLength: z.int().nullable(),
})

export function mayGive(desk: MappingDesk, deals: PairPolicy): z.output<typeof formField>[] {
  const specs = specsOn(desk, deals, 'pm')
  return formField.shape.name.options.flatMap(name => {
    const field = fieldFor(deals, name)
    const spec = specs[field]
    if (!spec?.writable) return []
    return [
      { field, name, title: spec.title, choices: spec.choices ?? null, maxLength: spec.maxLength ?? null },
    ]
  })
}

function checkFits(name: string, value: Value, spec: FieldSpec | undefined): void {
  if (!spec?.writable)
    throw new VerbError('verb/bad-input', `A project has no ${name} there that could be given.`)
  const most = spec.maxLength
  if (most === undefined || typeof value !== 'string' || value.length <= most) return
  const words = `The ${name} has ${value.length} characters; the project tool takes at most ${most}.`
  throw new VerbError('verb/bad-input', words)
}

async function readMembers(
  desk: MappingDesk,
  deals: PairPolicy,
  members: readonly string[],
  actor: Actor,
): Promise<MembersAsk> {
  if (deals.members === null || deals.members.add === 'no')
    throw new VerbError('verb/conflict', 'The mapping lets nobody be added to a project (members: add: no).')
  const people: string[] = []
  for (const member of members) people.push(await userNamed(desk, member))
  return { people: [...new Set(people)], agreed: actor.role === 'admin' }
}

async function userNamed({ engine, pm }: MappingDesk, who: string): Promise<string> {
  const found = await usersNamed(engine.pool, pm.connection.id, who)
  const [only] = found
  if (found.length === 1 && only !== undefined) return only
  const problem = found.length === 0 ? 'Nobody' : 'More than one user'
  throw new VerbError(
    'verb/bad-input',
    `${problem} in the project tool has the id or the e-mail address "${who}".`,
  )
}
