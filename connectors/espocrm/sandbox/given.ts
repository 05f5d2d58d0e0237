import { attributesOf } from './definitions.ts'
import { fieldsOf, type World } from './world.ts'

type Values = Readonly<Record<string, unknown>>

/** The attributes of a body that count: unknown ones, read-only ones and a wished-for id are ignored without a word. */
export function givenIn(world: World, type: string, body: Values, isNew = false): Values {
  const writable = Object.entries(fieldsOf(world, type))
    .filter(([, def]) => !def.readOnly && (isNew || !def.readOnlyAfterCreate))
    .flatMap(([name, def]) => attributesOf(name, def))
  return Object.fromEntries(
    Object.entries(body)
      .filter(([attribute]) => writable.includes(attribute))
      .map(cleaned),
  )
}

/** An empty text is kept as nothing, and a telephone number without spaces and signs. */
function cleaned([attribute, value]: [string, unknown]): [string, unknown] {
  if (value === '') return [attribute, null]
  const isPhone = attribute === 'phoneNumber' && typeof value === 'string'
  return [attribute, isPhone ? value.replace(/[\s()./-]/g, '') : value]
}

/** What a new record starts with. */
export function defaultsOf(world: World, type: string): Values {
  return Object.fromEntries(
    Object.entries(fieldsOf(world, type)).flatMap(([name, def]) =>
      def.default === undefined ? [] : [[name, def.default] as const],
    ),
  )
}
