import { type FieldSpec, type FieldSpecs, type FieldType, field, type Session } from '#spi'
import { entities } from './entities.ts'
import { type Catalogue, type Custom, catalogueIn } from './facts.ts'

const types: Readonly<Record<string, FieldType>> = {
  string: 'text',
  text: 'text',
  link: 'text',
  int: 'number',
  float: 'number',
  date: 'date',
  bool: 'flag',
  list: 'choice',
  user: 'person',
}

/** An entity's fields as this Redmine has them: its own statuses, priorities and trackers, and its custom fields. */
export async function describe(session: Session, entity: string): Promise<FieldSpecs> {
  const catalogue = catalogueIn(session.facts)
  if (entity === 'task')
    return { ...entities.task.fields, ...choicesOf(catalogue), ...customOf(catalogue, 'issue') }
  if (entity === 'project') return { ...entities.project.fields, ...customOf(catalogue, 'project') }
  const declared: Readonly<Record<string, { readonly fields: FieldSpecs }>> = entities
  return declared[entity]?.fields ?? {}
}

function choicesOf({ statuses, priorities, trackers }: Catalogue): FieldSpecs {
  const { status, priority, tracker } = entities.task.fields
  const names = (all: readonly { readonly name: string }[]) => all.map(one => one.name)
  const closed = names(statuses.filter(one => one.closed))
  return {
    status: { ...status, choices: names(statuses), closed },
    priority: { ...priority, choices: names(priorities) },
    tracker: { ...tracker, choices: names(trackers) },
  }
}

/** Formats that name other records, or files, are left out; so are fields that serve us under a name of ours. */
function customOf({ customFields, serving }: Catalogue, on: Custom['on']): FieldSpecs {
  const described = customFields.flatMap(one => {
    const type = types[one.format]
    const ours = Object.values(serving).includes(one.id)
    return one.on === on && type && !ours ? [[`cf_${one.id}`, specOf(one, type)] as const] : []
  })
  return Object.fromEntries(described)
}

function specOf({ name, required, choices, format }: Custom, type: FieldType): FieldSpec {
  const listed = format === 'list' && choices ? { choices } : {}
  return field(type, name, { ...(required ? { required } : {}), ...listed })
}
