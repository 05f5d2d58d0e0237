import { type Fields, rejected, type Session, type Value } from '#spi'
import { type Context, type Custom, catalogueIn } from './facts.ts'
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

/** The fields of a project as Redmine takes them. */
export function projectBody(session: Session, fields: Fields): Promise<Body> {
  return compose(session, 'project', fields, {
    name: name => ({ name: name ?? '' }),
    description: description => ({ description: description ?? '' }),
    client: project => ({ parent_id: project ?? '' }),
    // It says what a new project is made like, and is no part of it.
    template: () => ({}),
  })
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

/** A field that is not there would be left out by Redmine without a word. */
function customBody({ facts }: Context, on: Custom['on'], name: string, value: Value): Body {
  const field = catalogueIn(facts).customFields.find(one => one.on === on && `cf_${one.id}` === name)
  if (!field) throw rejected(`Redmine's ${on}s have no field "${name}" that could be written`, name)
  return { custom_fields: [customValue(field, value)] }
}

function customValue({ id, format }: Custom, value: Value): { id: number; value: string } {
  if (value === null) return { id: Number(id), value: '' }
  const text = format === 'bool' ? (value === true ? '1' : '0') : String(value)
  return { id: Number(id), value: text }
}
