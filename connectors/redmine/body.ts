import { type Fields, rejected, type Session, type Value } from '#spi'
import { type Context, type Custom, catalogueIn, customFor, nameFor } from './facts.ts'
import { idNamed } from './names.ts'

type Body = Readonly<Record<string, unknown>>
type Part = (value: Value) => Body | Promise<Body>

/** The fields of an issue as Redmine takes them. Empty is written as empty text: a null is ignored without a word. */
export async function issueBody(session: Session, fields: Fields): Promise<Body> {
  const choice = (kind: 'priority' | 'status' | 'tracker') => async (name: Value) =>
    name === null ? {} : { [`${kind}_id`]: await idNamed(session, kind, String(name)) }
  return compose(session, 'issue', fields, {
    title: subject => ({ subject: subject ?? '' }),
    description: description => ({ description: description ?? '' }),
    startDate: day => ({ start_date: day ?? '' }),
    dueDate: day => ({ due_date: day ?? '' }),
    priority: choice('priority'),
    status: choice('status'),
    tracker: choice('tracker'),
    owner: user => ({ assigned_to_id: user ?? '' }),
    project: project => (project === null ? {} : { project_id: project }),
    parent: issue => ({ parent_issue_id: issue ?? '' }),
    progress: percent => (percent === null ? {} : { done_ratio: percent }),
  })
}

/** The fields of a project as Redmine takes them. Its window stands in custom fields, where an admin made them. */
export function projectBody(session: Session, fields: Fields): Promise<Body> {
  const window = (purpose: 'start' | 'end' | 'strict') => (value: Value) => {
    const field = customFor(purpose, session.facts)
    if (!field) throw rejected(noField(purpose, session), purpose)
    return { custom_fields: [customValue(field, value)] }
  }
  return compose(session, 'project', fields, {
    name: name => ({ name: name ?? '' }),
    description: description => ({ description: description ?? '' }),
    client: project => ({ parent_id: project ?? '' }),
    start: window('start'),
    end: window('end'),
    strict: window('strict'),
  })
}

function noField(purpose: 'start' | 'end' | 'strict', context: Context): string {
  const format = purpose === 'strict' ? 'Boolean' : 'Date'
  return `Redmine's projects have no custom field "${nameFor(purpose, context.settings)}" of the format ${format}; an admin makes it`
}

async function compose(
  context: Context,
  on: Custom['on'],
  fields: Fields,
  parts: Readonly<Record<string, Part>>,
): Promise<Body> {
  const bodies = await Promise.all(
    Object.entries(fields).map(([name, value]) => {
      const part = Object.hasOwn(parts, name) ? parts[name] : undefined
      return part ? part(value) : customBody(context, on, name, value)
    }),
  )
  const custom = bodies.flatMap(body => (Array.isArray(body.custom_fields) ? body.custom_fields : []))
  return Object.assign({}, ...bodies, custom.length > 0 ? { custom_fields: custom } : {})
}

function customBody({ facts }: Context, on: Custom['on'], name: string, value: Value): Body {
  const field = catalogueIn(facts).customFields.find(one => one.on === on && `cf_${one.id}` === name)
  return field ? { custom_fields: [customValue(field, value)] } : {}
}

function customValue({ id, format }: Custom, value: Value): { id: number; value: string } {
  if (value === null) return { id: Number(id), value: '' }
  const text = format === 'bool' ? (value === true ? '1' : '0') : String(value)
  return { id: Number(id), value: text }
}
